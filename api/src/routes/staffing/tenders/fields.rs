//! The body that writes a tender, in POST, PUT and PATCH alike.

use crate::{
    body,
    extract::{skilled::Skilled, value::OneOf},
    routes::staffing::tenders::skills::add::TenderSkillBody,
};
use chrono::NaiveDate;
use shared::{
    kernel::{CompanyId, Currency, Latitude, Line, Longitude, Prose, Rate, Whole, Years},
    staffing::tenders::domain::{TenderStatus, TermsChanges},
};

body! {
    /// What is said of a tender: fields given are set, null clears, absent ones stay. A new one must have a title and is a draft unless said otherwise.
    pub struct TenderFields needs [title] keeps [company_id, remote_allowed, status, currency, required_consultants] says TermsChanges {
        /// Whose; a manager or client may leave it out or give its own. Never changed afterwards.
        company_id: CompanyId as owner = 3,
        /// What is looked for, in a line.
        title: Line<200> = "Data engineer pour la plateforme sinistres",
        /// For whom, where that is not the tender's company.
        client_name: Line<200> = "Gamma Assurances",
        /// In paragraphs.
        description: Prose<20_000> = "Vous développez l'ingestion avec Kafka et Spark.",
        /// First day.
        start_date: NaiveDate = "2027-01-04",
        /// Last day.
        end_date: NaiveDate = "2027-12-17",
        /// A city, as written.
        location: Line<200> = "Paris",
        /// Degrees north; only with `longitude`.
        latitude: Latitude = 48.8566,
        /// Degrees east; only with `latitude`.
        longitude: Longitude = 2.3522,
        /// May be done from afar; `remote_work` is the same.
        remote_allowed ["remote_work"]: bool = true,
        /// At least so much experience.
        min_years_experience: Years = 5,
        /// Where it stands.
        status: OneOf<TenderStatus> as inner = "open",
        /// Per day, from, in `currency`.
        budget_min: Rate = 500,
        /// Per day, up to, in `currency`; `budget` is the same.
        budget_max ["budget"]: Rate = 650,
        /// ISO 4217.
        currency: Currency = "EUR",
        /// How many are looked for.
        required_consultants: Whole<1, 1000> = 1,
    }
}

/// A new one's.
pub type NewTenderFields = Skilled<TenderFields, TenderSkillBody>;
