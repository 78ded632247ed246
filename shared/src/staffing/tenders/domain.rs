//! What a tender is, and how it changes.

use crate::{
    choice,
    directory::skills::domain::Level,
    fields,
    kernel::{Currency, FaultKind, Faults, Latitude, Line, Longitude, Prose, Rate, Rules, Whole, Years},
};
use chrono::NaiveDate;

choice! {
    /// Where a tender stands.
    pub enum TenderStatus {
        /// Being written; its company alone sees it.
        Draft = "draft",
        /// Looking for consultants; partners see it.
        Open = "open",
        /// Staffed, at least in part.
        InProgress = "in_progress",
        /// Done.
        Closed = "closed",
        /// Given up.
        Cancelled = "cancelled",
    }
}

impl TenderStatus {
    /// True where consultants may still be shown to it, and taken.
    #[must_use]
    pub const fn takes_consultants(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }
}

choice! {
    /// How much a skill matters to a tender.
    pub enum Importance {
        /// Without it, no.
        Required = "required",
        /// Better with it.
        Preferred = "preferred",
        /// A plus.
        NiceToHave = "nice_to_have",
    }
}

fields! {
    /// Everything that may be written of a tender.
    pub struct Terms, TermsChanges {
        /// What is looked for, in a line.
        title: must Line<200>,
        /// For whom, where that is not the tender's company.
        client_name: may Line<200>,
        /// In paragraphs.
        description: may Prose<20_000>,
        /// First day.
        start_date: may NaiveDate,
        /// Last day.
        end_date: may NaiveDate,
        /// Where: a city, as written.
        location: may Line<200>,
        /// Degrees north; only with the longitude.
        latitude: may Latitude,
        /// Degrees east; only with the latitude.
        longitude: may Longitude,
        /// May be done from afar.
        remote_allowed: must bool = false,
        /// At least so much experience.
        min_years_experience: may Years,
        /// Where it stands.
        status: must TenderStatus = TenderStatus::Draft,
        /// Per day, from.
        budget_min: may Rate,
        /// Per day, up to.
        budget_max: may Rate,
        /// Of the budget.
        currency: must Currency,
        /// How many are looked for.
        required_consultants: must Whole<1, 1000> = Whole::LEAST,
    }
}

impl Rules for Terms {
    fn check(&self, faults: &mut Faults) {
        faults.check_place(self.latitude, self.longitude);
        faults.check_period(self.start_date, self.end_date);
        if self.budget_min.zip(self.budget_max).is_some_and(|(min, max)| max < min) {
            faults.add("budget_max", FaultKind::LessThan("budget_min"));
        }
    }
}

fields! {
    /// A skill that a tender asks for.
    pub struct Requirement, RequirementChanges {
        /// How much it matters.
        importance: must Importance,
        /// How well one must have it, if that matters.
        min_level: may Level,
        /// For what.
        details: may Prose<500>,
    }
}

impl Rules for Requirement {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Change, Written};

    fn eur() -> Change<Currency> {
        Change::Set(Currency::parse("EUR").unwrap())
    }

    #[test]
    fn every_contradiction_is_named_at_once() {
        let changes = TermsChanges {
            start_date: Change::Set(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()),
            end_date: Change::Set(NaiveDate::from_ymd_opt(2026, 2, 1).unwrap()),
            budget_min: Change::Set(Rate::from_units(600.0).unwrap()),
            budget_max: Change::Set(Rate::from_units(500.0).unwrap()),
            currency: eur(),
            ..TermsChanges::default()
        };
        let faults = Terms::create(changes).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["title", "end_date", "budget_max"]);
    }

    #[test]
    fn a_new_tender_is_a_draft_for_one() {
        let changes = TermsChanges {
            title: Change::Set(Line::parse("Data engineer").unwrap()),
            currency: eur(),
            ..TermsChanges::default()
        };
        let terms = Terms::create(changes).unwrap();
        assert_eq!(
            (terms.status, terms.required_consultants.get()),
            (TenderStatus::Draft, 1)
        );
    }
}
