//! What is known of the two sides, without I/O: made by [`super::super::matches::queries`] or by hand in a test.

use crate::{
    directory::{consultants::domain::ConsultantStatus, skills::domain::Level},
    kernel::SkillId,
    staffing::tenders::domain::Importance,
};
use chrono::NaiveDate;

/// Where somebody lives or works.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Place {
    /// As written: "city", "city, region, country", ...
    pub name: Option<String>,
    /// Degrees north and east.
    pub coordinates: Option<(f64, f64)>,
}

/// A skill that a consultant has.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillHeld {
    /// Of the catalogue; aliases are resolved before.
    pub id: SkillId,
    /// How well.
    pub level: Level,
}

/// Days on which a consultant is at work for some tender: a mission is the whole of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mission {
    /// First day; none: it has begun.
    pub start: Option<NaiveDate>,
    /// Last day; none: not known.
    pub end: Option<NaiveDate>,
}

/// A consultant, as scoring sees it.
#[derive(Debug, Clone)]
pub struct Profile {
    /// What it can do.
    pub skills: Vec<SkillHeld>,
    /// In all.
    pub years_experience: Option<f64>,
    /// Can it be staffed.
    pub status: ConsultantStatus,
    /// Free from.
    pub available_from: Option<NaiveDate>,
    /// What it is at work for, or will be.
    pub missions: Vec<Mission>,
    /// Per day, with its currency.
    pub daily_rate: Option<(f64, String)>,
    /// Where it lives.
    pub place: Place,
    /// Works from afar.
    pub remote: bool,
    /// How far it travels, in kilometres.
    pub max_travel_km: Option<f64>,
}

/// A skill that a tender asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct SkillNeeded {
    /// Of the catalogue.
    pub id: SkillId,
    /// Its name there, for explanations.
    pub name: String,
    /// How much it matters.
    pub importance: Importance,
    /// How well one must have it; any level will do when absent.
    pub min_level: Option<Level>,
}

/// A tender, as scoring sees it.
#[derive(Debug, Clone)]
pub struct Need {
    /// What is asked for.
    pub skills: Vec<SkillNeeded>,
    /// At least so much experience.
    pub min_years: Option<f64>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// The most that is paid per day, with its currency.
    pub budget: Option<(f64, String)>,
    /// Where the work is.
    pub place: Place,
    /// May be done from afar.
    pub remote_allowed: bool,
    /// Today: a start that has passed counts as today.
    pub as_of: NaiveDate,
}
