//! The body that writes a consultant, in POST, PUT and PATCH alike.

use crate::{
    body,
    extract::{Noted, skilled::Skilled, value::OneOf},
    routes::directory::consultants::skills::add::ConsultantSkillBody,
};
use chrono::NaiveDate;
use shared::{
    directory::consultants::domain::{ConsultantStatus, ProfileChanges},
    kernel::{
        Change, CompanyId, Currency, FaultKind, Latitude, Line, Longitude, Prose, Rate, UserId, WebAddress, Whole,
        Years,
    },
};

body! {
    /// What is said of a consultant: fields given are set, null clears, absent ones stay. A new one must have a title.
    pub struct ConsultantFields needs [title] keeps [company_id, currency, status, remote_work] {
        /// Whose; a manager may leave it out or give its own. Never changed afterwards.
        company_id: CompanyId = 1,
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
        status ["availability_status"]: OneOf<ConsultantStatus> = "available",
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

impl ConsultantFields {
    /// The company that a new one is to have, and the rest.
    pub fn split(self) -> (Change<CompanyId>, ProfileChanges) {
        let Self {
            company_id,
            user_id,
            first_name,
            last_name,
            title,
            bio,
            years_experience,
            hourly_rate,
            daily_rate,
            currency,
            availability_date,
            status,
            location,
            latitude,
            longitude,
            remote_work,
            max_travel_distance,
            cv_url,
            linkedin_url,
            github_url,
            photo_url,
        } = self;
        let profile = ProfileChanges {
            user_id,
            first_name,
            last_name,
            title,
            bio,
            years_experience,
            hourly_rate,
            daily_rate,
            currency,
            availability_date,
            status: status.map(|s| s.0),
            location,
            latitude,
            longitude,
            remote_work,
            max_travel_distance,
            cv_url,
            linkedin_url,
            github_url,
            photo_url,
        };
        (company_id, profile)
    }

    /// The changes of one that exists. Another company than the caller's `own` is a fault: a consultant does not change hands.
    pub fn changes(self, own: Option<CompanyId>, noted: &mut Noted) -> ProfileChanges {
        let (company, profile) = self.split();
        if company.is_other_than(own) {
            noted.add("company_id", FaultKind::NotYours);
        }
        profile
    }
}
