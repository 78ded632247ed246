//! The body that writes a collaboration, in POST and PUT alike.

use crate::{
    body,
    extract::{body::New, value::OneOf},
};
use chrono::NaiveDate;
use shared::{
    kernel::{Currency, MatchId, Prose, Rate, WebAddress},
    staffing::collaborations::domain::{CollaborationStatus, TermsChanges},
};

body! {
    /// What is said of a collaboration: fields given are set, null clears, absent ones stay. A new one is a draft.
    pub struct CollaborationFields needs [match_id] keeps [status, currency] says TermsChanges {
        /// The accepted match. Never changed afterwards.
        match_id: MatchId as apart = 12,
        /// Where it stands: only of one that exists.
        status: OneOf<CollaborationStatus> as apart = "active",
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
