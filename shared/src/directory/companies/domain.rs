//! What a company is.

use crate::{
    fields,
    kernel::{Line, Prose, Rules, WebAddress},
};

/// A company to be made by seed data.
#[derive(Debug)]
pub struct NewCompany {
    /// Unique, whatever the case and accents.
    pub name: Line<200>,
    /// What it does.
    pub description: Option<Prose<5000>>,
    /// Its site.
    pub website: Option<WebAddress>,
    /// Where it sits.
    pub address: Option<Prose<500>>,
    /// True: an IT-services company; false: a client.
    pub is_esn: bool,
}

fields! {
    /// Everything that may be written of a company.
    pub struct Profile, ProfileChanges {
        /// Unique, whatever the case and accents.
        name: must Line<200>,
        /// What it does.
        description: may Prose<5000>,
        /// Its site.
        website: may WebAddress,
        /// Where it sits.
        address: may Prose<500>,
        /// Its logo.
        logo_url: may WebAddress,
        /// True: an IT-services company; false: a client.
        is_esn: must bool,
    }
}

/// No two of its fields can contradict each other.
impl Rules for Profile {}
