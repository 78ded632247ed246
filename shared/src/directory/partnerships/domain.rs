//! What a partnership is.

use crate::{
    choice, fields,
    kernel::{CompanyId, Faults, Prose, Rules, States},
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

choice! {
    /// What a person can do with a partnership.
    pub enum Move {
        /// The partner agrees.
        Accept = "accept",
        /// The partner declines.
        Reject = "reject",
        /// Either side leaves.
        End = "end",
    }
}

impl States for PartnershipStatus {
    type Move = Move;

    fn after(self, step: Move) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, Move::Accept) => Some(Self::Active),
            (Self::Proposed, Move::Reject) => Some(Self::Rejected),
            (Self::Active, Move::End) => Some(Self::Ended),
            _ => None,
        }
    }
}

fields! {
    /// What the two agree on.
    pub struct Terms, TermsChanges {
        /// From.
        start_date: may NaiveDate,
        /// Until.
        end_date: may NaiveDate,
        /// What was agreed.
        terms: may Prose<5000>,
    }
}

/// A partnership as far as it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Who asked.
    pub initiator: CompanyId,
    /// Who was asked.
    pub partner: CompanyId,
    /// Where it stands.
    pub status: PartnershipStatus,
    /// What the two agree on.
    pub terms: Terms,
}

impl Rules for Terms {
    fn check(&self, faults: &mut Faults) {
        faults.check_period(self.start_date, self.end_date);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moves_are_exactly_those_of_the_drawing() {
        assert_eq!(PartnershipStatus::Proposed.allowed(), "accept, reject");
        assert_eq!(PartnershipStatus::Active.allowed(), "end");
        assert_eq!(PartnershipStatus::Ended.allowed(), "");
        assert_eq!(PartnershipStatus::Rejected.allowed(), "");
    }
}
