//! What a tender is, and how it changes.

use crate::{
    choice,
    directory::skills::domain::Level,
    kernel::{Change, Currency, FaultKind, Faults, Latitude, Line, Longitude, Prose, Rate, Whole, Years},
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

/// Everything that may be written of a tender.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// What is looked for, in a line.
    pub title: Line<200>,
    /// For whom, where that is not the tender's company.
    pub client_name: Option<Line<200>>,
    /// In paragraphs.
    pub description: Option<Prose<20_000>>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Where: a city, as written.
    pub location: Option<Line<200>>,
    /// Degrees north; only with the longitude.
    pub latitude: Option<Latitude>,
    /// Degrees east; only with the latitude.
    pub longitude: Option<Longitude>,
    /// May be done from afar.
    pub remote_allowed: bool,
    /// At least so much experience.
    pub min_years_experience: Option<Years>,
    /// Where it stands.
    pub status: TenderStatus,
    /// Per day, from.
    pub budget_min: Option<Rate>,
    /// Per day, up to.
    pub budget_max: Option<Rate>,
    /// Of the budget.
    pub currency: Currency,
    /// How many are looked for.
    pub required_consultants: Whole<1, 1000>,
}

/// What a request says of each field.
#[derive(Debug, Default)]
#[allow(missing_docs, reason = "each is the field of the same name of Terms")]
pub struct TermsChanges {
    pub title: Change<Line<200>>,
    pub client_name: Change<Line<200>>,
    pub description: Change<Prose<20_000>>,
    pub start_date: Change<NaiveDate>,
    pub end_date: Change<NaiveDate>,
    pub location: Change<Line<200>>,
    pub latitude: Change<Latitude>,
    pub longitude: Change<Longitude>,
    pub remote_allowed: Change<bool>,
    pub min_years_experience: Change<Years>,
    pub status: Change<TenderStatus>,
    pub budget_min: Change<Rate>,
    pub budget_max: Change<Rate>,
    pub currency: Change<Currency>,
    pub required_consultants: Change<Whole<1, 1000>>,
}

impl Terms {
    /// A new tender's; a draft unless said otherwise.
    ///
    /// # Errors
    /// The title is missing, a field that must have a value is null, or fields contradict each other.
    pub fn create(mut changes: TermsChanges, currency: Currency) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let title = std::mem::take(&mut changes.title).required("title", &mut faults);
        let blank = |title: Line<200>, one: Whole<1, 1000>| Self {
            title,
            client_name: None,
            description: None,
            start_date: None,
            end_date: None,
            location: None,
            latitude: None,
            longitude: None,
            remote_allowed: false,
            min_years_experience: None,
            status: TenderStatus::Draft,
            budget_min: None,
            budget_max: None,
            currency,
            required_consultants: one,
        };
        // A missing title must not hide the other fields' faults, so the check goes on with a stand-in.
        let stand_in = || Line::parse("?").map_err(|kind| Faults::one("title", kind));
        let is_missing = title.is_none();
        let title = title.map_or_else(stand_in, Ok)?;
        let one = Whole::parse(1).map_err(|kind| Faults::one("required_consultants", kind))?;
        match blank(title, one).change(changes) {
            Ok(terms) if !is_missing => Ok(terms),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.0.extend(more.0);
                Err(faults)
            }
        }
    }

    /// The terms with the changes made.
    ///
    /// # Errors
    /// A field that must have a value is null, or fields contradict each other.
    pub fn change(mut self, changes: TermsChanges) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let TermsChanges {
            title,
            client_name,
            description,
            start_date,
            end_date,
            location,
            latitude,
            longitude,
            remote_allowed,
            min_years_experience,
            status,
            budget_min,
            budget_max,
            currency,
            required_consultants,
        } = changes;
        title.apply_required(&mut self.title, "title", &mut faults);
        client_name.apply(&mut self.client_name);
        description.apply(&mut self.description);
        start_date.apply(&mut self.start_date);
        end_date.apply(&mut self.end_date);
        location.apply(&mut self.location);
        latitude.apply(&mut self.latitude);
        longitude.apply(&mut self.longitude);
        remote_allowed.apply_required(&mut self.remote_allowed, "remote_allowed", &mut faults);
        min_years_experience.apply(&mut self.min_years_experience);
        status.apply_required(&mut self.status, "status", &mut faults);
        budget_min.apply(&mut self.budget_min);
        budget_max.apply(&mut self.budget_max);
        currency.apply_required(&mut self.currency, "currency", &mut faults);
        required_consultants.apply_required(&mut self.required_consultants, "required_consultants", &mut faults);
        match (self.latitude, self.longitude) {
            (Some(_), None) => faults.add("latitude", FaultKind::OnlyWith("longitude")),
            (None, Some(_)) => faults.add("longitude", FaultKind::OnlyWith("latitude")),
            _ => {}
        }
        if self
            .start_date
            .zip(self.end_date)
            .is_some_and(|(start, end)| end < start)
        {
            faults.add("end_date", FaultKind::Before("start_date"));
        }
        if self.budget_min.zip(self.budget_max).is_some_and(|(min, max)| max < min) {
            faults.add("budget_max", FaultKind::LessThan("budget_min"));
        }
        faults.or(self)
    }
}

/// A skill that a tender asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Requirement {
    /// How much it matters.
    pub importance: Importance,
    /// How well one must have it, if that matters.
    pub min_level: Option<Level>,
    /// For what.
    pub details: Option<Prose<500>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eur() -> Currency {
        Currency::parse("EUR").unwrap()
    }

    #[test]
    fn every_contradiction_is_named_at_once() {
        let changes = TermsChanges {
            start_date: Change::Set(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()),
            end_date: Change::Set(NaiveDate::from_ymd_opt(2026, 2, 1).unwrap()),
            budget_min: Change::Set(Rate::from_units(600.0).unwrap()),
            budget_max: Change::Set(Rate::from_units(500.0).unwrap()),
            ..TermsChanges::default()
        };
        let faults = Terms::create(changes, eur()).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["title", "end_date", "budget_max"]);
    }

    #[test]
    fn a_new_tender_is_a_draft_for_one() {
        let changes = TermsChanges {
            title: Change::Set(Line::parse("Data engineer").unwrap()),
            ..TermsChanges::default()
        };
        let terms = Terms::create(changes, eur()).unwrap();
        assert_eq!(
            (terms.status, terms.required_consultants.get()),
            (TenderStatus::Draft, 1)
        );
    }
}
