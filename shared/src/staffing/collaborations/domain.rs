//! What a collaboration is, and how it moves.

use crate::{
    choice, fields,
    kernel::{Choice, Currency, FaultKind, Faults, Prose, Rate, WebAddress},
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

impl CollaborationStatus {
    /// The states that may follow.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Active, Self::Cancelled],
            Self::Active => &[Self::Completed, Self::Cancelled],
            Self::Completed | Self::Cancelled => &[],
        }
    }

    /// Their names.
    #[must_use]
    pub fn allowed(self) -> String {
        self.next().iter().map(|s| s.name()).collect::<Vec<_>>().join(", ")
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
        assert_eq!(CollaborationStatus::Draft.allowed(), "active, cancelled");
        assert_eq!(CollaborationStatus::Active.allowed(), "completed, cancelled");
        assert!(CollaborationStatus::Completed.next().is_empty());
        assert!(CollaborationStatus::Cancelled.next().is_empty());
    }
}
