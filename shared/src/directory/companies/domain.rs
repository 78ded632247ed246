//! What a company is.

use crate::kernel::{Line, Prose, WebAddress};

/// A company to be made.
#[derive(Debug)]
pub struct NewCompany {
    /// Unique, whatever the case and accents.
    pub name: Line<200>,
    /// What it does.
    pub description: Option<Prose<5000>>,
    /// Its site.
    pub website: Option<WebAddress>,
    /// Where it sits.
    pub address: Option<Line<500>>,
    /// True: an IT-services company; false: a client.
    pub is_esn: bool,
}
