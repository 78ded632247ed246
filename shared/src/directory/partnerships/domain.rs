//! What a partnership is.

use crate::{
    choice,
    kernel::{CompanyId, Prose},
};
use chrono::NaiveDate;

choice! {
    /// Where a partnership stands.
    pub enum PartnershipStatus {
        /// The initiator has asked.
        Proposed = "proposed",
        /// It opens rows to the partner.
        Active = "active",
        /// It did, and no longer does.
        Ended = "ended",
        /// The partner declined.
        Rejected = "rejected",
    }
}

/// A partnership to be made.
#[derive(Debug)]
pub struct NewPartnership {
    /// Who asks.
    pub initiator: CompanyId,
    /// Who is asked.
    pub partner: CompanyId,
    /// Where it stands from the start.
    pub status: PartnershipStatus,
    /// From.
    pub start_date: Option<NaiveDate>,
    /// Until.
    pub end_date: Option<NaiveDate>,
    /// What was agreed.
    pub terms: Option<Prose<5000>>,
}
