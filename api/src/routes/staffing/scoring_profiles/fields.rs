//! The body that writes a scoring profile, in POST and PUT alike.

use crate::{
    body,
    extract::{Noted, body::New, value::Share},
};
use shared::{
    kernel::{CompanyId, FaultKind, Line},
    staffing::{scoring::Weights, scoring_profiles::domain::ProfileChanges},
};

body! {
    /// What is said of a scoring profile: fields given are set, absent ones stay.
    pub struct ScoringProfileFields needs [name, weights] keeps [company_id, is_default, min_score] {
        /// Whose; a manager may leave it out or give its own. Never changed afterwards.
        company_id: CompanyId = 1,
        /// Unique in its company, whatever the case.
        name: Line<100> = "Régie data",
        /// Counts where a request names no weights; one per company.
        is_default: bool = true,
        /// How much each criterion counts, 0 to 1; one that is not named weighs nothing.
        weights: Weights = std::collections::BTreeMap::from([("rate", 0.4), ("skills", 0.6)]),
        /// The bar; 0.6 when absent.
        min_score: Share = 0.6,
    }
}

/// A new one's.
pub type NewScoringProfileFields = New<ScoringProfileFields>;

impl ScoringProfileFields {
    /// The company that a new one is to have, and the rest.
    pub fn split(self) -> (Option<CompanyId>, ProfileChanges) {
        let Self {
            company_id,
            name,
            is_default,
            weights,
            min_score,
        } = self;
        let changes = ProfileChanges {
            name,
            is_default,
            weights,
            min_score: min_score.map(|s| s.0),
        };
        (company_id.optional(), changes)
    }

    /// The changes of one that exists. Another company than the caller's `own` is a fault: a profile does not change hands.
    pub fn changes(self, own: Option<CompanyId>, noted: &mut Noted) -> ProfileChanges {
        if self.company_id.is_other_than(own) {
            noted.add("company_id", FaultKind::NotYours);
        }
        self.split().1
    }
}
