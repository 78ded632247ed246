//! The body that writes a collaboration, in POST and PUT alike.

use crate::{
    body,
    extract::{body::New, value::OneOf},
};
use chrono::NaiveDate;
use shared::{
    kernel::{Change, Currency, FaultKind, Faults, MatchId, Prose, Rate, WebAddress},
    staffing::collaborations::domain::{CollaborationStatus, TermsChanges},
};

body! {
    /// What is said of a collaboration: fields given are set, null clears, absent ones stay. A new one is a draft.
    pub struct CollaborationFields needs [match_id] {
        /// The accepted match. Never changed afterwards.
        match_id: MatchId = 12,
        /// Where it stands: only of one that exists.
        status: OneOf<CollaborationStatus> = "active",
        /// First day.
        start_date: NaiveDate = "2026-12-07",
        /// Last day.
        end_date: NaiveDate = "2027-06-30",
        /// Per hour, in `currency`.
        hourly_rate: Rate = 80,
        /// Per day, in `currency`.
        daily_rate: Rate = 600,
        /// ISO 4217.
        currency: Currency = "EUR",
        /// The contract.
        contract_url: WebAddress = "https://example.com/contrat.pdf",
        /// What people write about it.
        notes: Prose<5000> = "Deux jours par semaine sur site",
    }
}

/// A new one's.
pub type NewCollaborationFields = New<CollaborationFields>;

type Parts = (Change<MatchId>, Change<CollaborationStatus>, TermsChanges);

impl CollaborationFields {
    fn parts(self) -> Parts {
        let Self {
            match_id,
            status,
            start_date,
            end_date,
            hourly_rate,
            daily_rate,
            currency,
            contract_url,
            notes,
        } = self;
        let terms = TermsChanges {
            start_date,
            end_date,
            hourly_rate,
            daily_rate,
            currency,
            contract_url,
            notes,
        };
        (match_id, status.map(|s| s.0), terms)
    }

    /// The match of a new one, and the rest.
    ///
    /// # Errors
    /// It names a state other than `draft`.
    pub fn split(self) -> Result<(Change<MatchId>, TermsChanges), Faults> {
        let (match_id, status, terms) = self.parts();
        if matches!(status, Change::Keep | Change::Set(CollaborationStatus::Draft)) {
            Ok((match_id, terms))
        } else {
            Err(Faults::one("status", FaultKind::NotYours))
        }
    }

    /// The changes of one that exists.
    ///
    /// # Errors
    /// It names a match.
    pub fn changes(self) -> Result<(Change<CollaborationStatus>, TermsChanges), Faults> {
        let (match_id, status, terms) = self.parts();
        if match_id.is_given() {
            Err(Faults::one("match_id", FaultKind::NotYours))
        } else {
            Ok((status, terms))
        }
    }
}
