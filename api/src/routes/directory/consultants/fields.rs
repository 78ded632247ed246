//! The body that writes a consultant, in POST, PUT and PATCH alike.

use crate::{
    body,
    extract::{skilled::Skilled, value::OneOf},
    routes::directory::consultants::skills::add::ConsultantSkillBody,
};
use chrono::NaiveDate;
use shared::{
    directory::consultants::domain::{ConsultantStatus, ProfileChanges},
    kernel::{CompanyId, Currency, Latitude, Line, Longitude, Prose, Rate, UserId, WebAddress, Whole, Years},
};

body! {
    /// What is said of a consultant: fields given are set, null clears, absent ones stay. A new one must have a title.
    pub struct ConsultantFields needs [title] keeps [company_id, currency, status, remote_work] says ProfileChanges {
        /// Whose; a manager may leave it out or give its own. Never changed afterwards.
        company_id: CompanyId as owner = 1,
        /// Its log-in.
        user_id: UserId = 7,
        /// Given name.
        first_name: Line<100> = "Amélie",
        /// Family name.
        last_name: Line<100> = "Rousseau",
        /// What it is, in a line.
        title: Line<200> = "Ingénieure DevOps",
        /// Who it is, in paragraphs.
        bio: Prose<5000> = "Huit ans d'exploitation et d'automatisation.",
        /// In all; `experience_years` is the same.
        years_experience ["experience_years"]: Years = 8.5,
        /// Per hour, in `currency`.
        hourly_rate: Rate = 75,
        /// Per day, in `currency`.
        daily_rate: Rate = 580,
        /// ISO 4217.
        currency: Currency = "EUR",
        /// Free from.
        availability_date: NaiveDate = "2026-12-07",
        /// Can it be staffed; `availability_status` is the same.
        status ["availability_status"]: OneOf<ConsultantStatus> as inner = "available",
        /// A city, as written.
        location: Line<200> = "Nantes",
        /// Degrees north; only with `longitude`.
        latitude: Latitude = 47.2184,
        /// Degrees east; only with `latitude`.
        longitude: Longitude = -1.5536,
        /// Works from afar.
        remote_work: bool = true,
        /// Kilometres.
        max_travel_distance: Whole<0, 40_000> = 50,
        /// A CV elsewhere.
        cv_url: WebAddress = "https://example.com/cv",
        /// A LinkedIn page.
        linkedin_url: WebAddress = "https://www.linkedin.com/in/example",
        /// A GitHub page.
        github_url: WebAddress = "https://github.com/example",
        /// A portrait.
        photo_url: WebAddress = "https://example.com/photo.jpg",
    }
}

/// A new one's, with its skills.
pub type NewConsultantFields = Skilled<ConsultantFields, ConsultantSkillBody>;
