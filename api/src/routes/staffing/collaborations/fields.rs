//! The body that writes a collaboration, in POST and PUT alike.

use crate::{
    body,
    extract::{Noted, body::New, value::OneOf},
};
use chrono::NaiveDate;
use shared::{
    kernel::{Change, Currency, FaultKind, MatchId, Prose, Rate, WebAddress},
    staffing::collaborations::domain::{CollaborationStatus, TermsChanges},
};

body! {
    /// What is said of a collaboration: fields given are set, null clears, absent ones stay. A new one is a draft.
    pub struct CollaborationFields needs [match_id] keeps [status, currency] {
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

    /// The match of a new one, and the rest. A state other than `draft` is a fault.
    pub fn split(self, noted: &mut Noted) -> (Change<MatchId>, TermsChanges) {
        let (match_id, status, terms) = self.parts();
        if !matches!(status, Change::Keep | Change::Set(CollaborationStatus::Draft)) {
            noted.add("status", FaultKind::NotYours);
        }
        (match_id, terms)
    }

    /// The changes of one that exists. To name another match is a fault.
    pub fn changes(self, noted: &mut Noted) -> (Change<CollaborationStatus>, TermsChanges) {
        let (match_id, status, terms) = self.parts();
        if match_id.is_given() {
            noted.add("match_id", FaultKind::NotYours);
        }
        (status, terms)
    }
}
