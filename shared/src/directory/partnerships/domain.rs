//! What a partnership is.

use crate::{
    choice, fields,
    kernel::{Choice, CompanyId, FaultKind, Faults, Prose},
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

impl PartnershipStatus {
    /// The state after a move, where it begins here.
    #[must_use]
    pub fn after(self, step: Move) -> Option<Self> {
        match (self, step) {
            (Self::Proposed, Move::Accept) => Some(Self::Active),
            (Self::Proposed, Move::Reject) => Some(Self::Rejected),
            (Self::Active, Move::End) => Some(Self::Ended),
            _ => None,
        }
    }

    /// The moves that begin here, by name.
    #[must_use]
    pub fn allowed(self) -> String {
        let moves = [Move::Accept, Move::Reject, Move::End];
        let names = moves.into_iter().filter(|step| self.after(*step).is_some());
        names.map(Choice::name).collect::<Vec<_>>().join(", ")
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

impl Terms {
    fn check(&self, faults: &mut Faults) {
        if self
            .start_date
            .zip(self.end_date)
            .is_some_and(|(start, end)| end < start)
        {
            faults.add("end_date", FaultKind::Before("start_date"));
        }
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
