//! Time comes in as a value: this is where it comes from.

use chrono::{DateTime, Utc};

/// The source of "now" for business rows. Leases and due times use the database's clock instead, because
/// several machines must agree on them.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The machine's clock.
    #[default]
    System,
    /// Always this instant: tests, and CV analysis as of a given month.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The current instant, to the microsecond: what Postgres stores, so a value read back compares equal.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
            Self::System => {
                let now = Utc::now();
                now - chrono::Duration::nanoseconds(i64::from(now.timestamp_subsec_nanos() % 1000))
            }
            Self::Fixed(instant) => instant,
        }
    }
}
