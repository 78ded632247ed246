//! The body that writes a partnership, in POST and PUT alike.

use crate::{body, extract::body::New};
use chrono::NaiveDate;
use shared::{
    directory::partnerships::domain::TermsChanges,
    kernel::{CompanyId, Prose},
};

body! {
    /// What is said of a partnership: fields given are set, null clears, absent ones stay. The two companies never change afterwards.
    pub struct PartnershipFields needs [partner_company_id] keeps [initiator_company_id] says TermsChanges {
        /// Who asks; a manager may leave it out or give its own.
        initiator_company_id: CompanyId as apart = 1,
        /// Who is asked.
        partner_company_id: CompanyId as apart = 2,
        /// From.
        start_date: NaiveDate = "2026-01-01",
        /// Until.
        end_date: NaiveDate = "2027-12-31",
        /// What is agreed.
        terms: Prose<5000> = "Commission de 8 % sur le taux journalier.",
    }
}

/// A new one's.
pub type NewPartnershipFields = New<PartnershipFields>;
