//! What a collaboration is, and how it moves.

use crate::{
    choice, fields,
    kernel::{CompanyId, Currency, Faults, Prose, Rate, Rules, States, WebAddress},
};
use chrono::NaiveDate;

choice! {
    /// Where a collaboration stands.
    pub enum CollaborationStatus {
        /// Being agreed on.
        Draft = "draft",
        /// At work.
        Active = "active",
        /// Done.
        Completed = "completed",
        /// Called off.
        Cancelled = "cancelled",
    }
}

impl States for CollaborationStatus {
    /// A move is named by where it leads.
    type Move = Self;

    fn after(self, to: Self) -> Option<Self> {
        let follows = matches!(
            (self, to),
            (Self::Draft, Self::Active | Self::Cancelled) | (Self::Active, Self::Completed | Self::Cancelled)
        );
        follows.then_some(to)
    }
}

fields! {
    /// Everything that may be written of a collaboration, its state apart.
    pub struct Terms, TermsChanges {
        /// First day.
        start_date: may NaiveDate,
        /// Last day.
        end_date: may NaiveDate,
        /// Per hour.
        hourly_rate: may Rate,
        /// Per day.
        daily_rate: may Rate,
        /// Of the rates.
        currency: must Currency,
        /// The contract.
        contract_url: may WebAddress,
        /// What people wrote about it.
        notes: may Prose<5000>,
    }
}

/// A collaboration as far as it changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// The tender's company, the other side.
    pub tender_company_id: CompanyId,
    /// Where it stands.
    pub status: CollaborationStatus,
    /// It was at work, whatever became of it.
    pub has_begun: bool,
    /// What the sides agreed on.
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
        assert_eq!(CollaborationStatus::Draft.allowed(), "active, cancelled");
        assert_eq!(CollaborationStatus::Active.allowed(), "completed, cancelled");
        assert!(CollaborationStatus::Completed.allowed().is_empty());
        assert!(CollaborationStatus::Cancelled.allowed().is_empty());
    }
}
