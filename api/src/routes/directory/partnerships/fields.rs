//! The body that writes a partnership, in POST and PUT alike.

use crate::{
    body,
    extract::{Noted, body::New},
};
use chrono::NaiveDate;
use shared::{
    directory::partnerships::domain::TermsChanges,
    kernel::{Change, CompanyId, FaultKind, Prose},
};

body! {
    /// What is said of a partnership: fields given are set, null clears, absent ones stay. The two companies never change afterwards.
    pub struct PartnershipFields needs [partner_company_id] keeps [initiator_company_id] {
        /// Who asks; a manager may leave it out or give its own.
        initiator_company_id: CompanyId = 1,
        /// Who is asked.
        partner_company_id: CompanyId = 2,
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

impl PartnershipFields {
    /// Who asks, who is asked, and what for.
    pub fn split(self) -> (Option<CompanyId>, Change<CompanyId>, TermsChanges) {
        let Self {
            initiator_company_id,
            partner_company_id,
            start_date,
            end_date,
            terms,
        } = self;
        let terms = TermsChanges {
            start_date,
            end_date,
            terms,
        };
        (initiator_company_id.optional(), partner_company_id, terms)
    }

    /// The changes of one that exists. To name another company is a fault.
    pub fn changes(self, noted: &mut Noted) -> TermsChanges {
        if self.initiator_company_id.is_given() {
            noted.add("initiator_company_id", FaultKind::NotYours);
        }
        if self.partner_company_id.is_given() {
            noted.add("partner_company_id", FaultKind::NotYours);
        }
        let (_, _, terms) = self.split();
        terms
    }
}
