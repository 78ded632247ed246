//! The body that writes a portfolio, in POST and PUT alike.

use crate::{body, extract::body::New};
use chrono::NaiveDate;
use shared::{
    directory::portfolios::domain::ShowcaseChanges,
    kernel::{CompanyId, ConsultantId, Line, Prose, WebAddress},
};

body! {
    /// What is said of a portfolio: fields given are set, null clears, absent ones stay.
    pub struct PortfolioFields needs [title] keeps [company_id] says ShowcaseChanges {
        /// Whose; the caller's own company when absent. Never changed afterwards.
        company_id: CompanyId as owner = 1,
        /// Whose work it is.
        consultant_id: ConsultantId = 7,
        /// What it is, in a line.
        title: Line<200> = "Migration d'un SI bancaire vers Kubernetes",
        /// In paragraphs.
        description: Prose<20_000> = "Dix-huit mois, quarante applications.",
        /// A picture.
        image_url: WebAddress = "https://example.com/schema.png",
        /// Where it can be seen.
        project_url: WebAddress = "https://example.com/projet",
        /// From.
        start_date: NaiveDate = "2024-03-01",
        /// Until.
        end_date: NaiveDate = "2025-09-30",
    }
}

/// A new one's.
pub type NewPortfolioFields = New<PortfolioFields>;
