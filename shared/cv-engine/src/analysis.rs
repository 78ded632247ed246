//! What an analysis gives.

use serde::{Deserialize, Serialize};

use super::profile::ParsedData;

/// Text of a page in reading order, for indexing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageText {
    /// Page, from 1.
    pub page: u32,
    /// Its lines.
    pub text: String,
}

/// A finished analysis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// The profile.
    pub parsed: ParsedData,
    /// The text that it was read from.
    pub pages: Vec<PageText>,
}
