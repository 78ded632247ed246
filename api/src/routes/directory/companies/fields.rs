//! The body that writes a company, in POST and PUT alike.

use crate::{body, extract::body::New};
use shared::{
    directory::companies::domain::ProfileChanges,
    kernel::{Line, Prose, WebAddress},
};

body! {
    /// What is said of a company: fields given are set, null clears, absent ones stay. A new one must have a name and a kind.
    pub struct CompanyFields needs [name, is_esn] says ProfileChanges {
        /// Unique, whatever the case and accents.
        name: Line<200> = "Atlantique Conseil",
        /// What it does.
        description: Prose<5000> = "Conseil et ingénierie data à Nantes.",
        /// Its site.
        website: WebAddress = "https://www.example.com",
        /// Where it sits.
        address: Prose<500> = "12 quai de la Fosse, 44000 Nantes",
        /// Its logo.
        logo_url: WebAddress = "https://www.example.com/logo.svg",
        /// True: an IT-services company; false: a client.
        is_esn: bool = true,
    }
}

/// A new one's.
pub type NewCompanyFields = New<CompanyFields>;
