//! Which version of a row a write is meant for.

use chrono::{DateTime, Utc};

/// The versions of a row that a write is meant for: what the caller of an `If-Match` read (RFC 9110, 13.1.1). A version is the instant of the
/// last write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Expected {
    /// Whatever stands there.
    #[default]
    Any,
    /// One of these; of none, nothing is ever written.
    OneOf(Vec<DateTime<Utc>>),
}

impl Expected {
    /// Whether the write is meant for what is stored.
    #[must_use]
    pub fn allows(&self, stored: DateTime<Utc>) -> bool {
        match self {
            Self::Any => true,
            Self::OneOf(versions) => versions.contains(&stored),
        }
    }
}
