//! What a kind of job says of itself where it is named.

use super::execution::Subject;
use crate::kernel::Queue;
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// How long a failed attempt waits for the next: exponential with full jitter in its upper half
/// (after "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// Before the second attempt.
    pub first: Duration,
    /// Never longer than this.
    pub cap: Duration,
}

impl Backoff {
    /// The wait after attempt number `attempt` (from 1) failed; `chance` in [0, 1) is the jitter.
    #[must_use]
    pub fn delay(self, attempt: i16, chance: f64) -> Duration {
        let doublings = u32::try_from(attempt.saturating_sub(1).clamp(0, 20)).unwrap_or(0);
        let full = self.first.saturating_mul(1 << doublings).min(self.cap);
        full.mul_f64(0.5 + 0.5 * chance.clamp(0.0, 1.0))
    }
}

/// How a kind is run.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Where it waits.
    pub queue: Queue,
    /// Attempts in all, the first included.
    pub max_attempts: i16,
    /// Between attempts.
    pub backoff: Backoff,
    /// An attempt that takes longer is stopped and counts as failed.
    pub timeout: Duration,
    /// 0 high to 9 low.
    pub priority: i16,
}

/// A kind of job: its payload carries ids and small values only.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Stored with every execution: never renamed, only retired.
    const KIND: &'static str;
    /// Raised when the payload's shape changes; a worker leaves versions that it does not know in the queue.
    const VERSION: i16 = 1;
    /// How it is run.
    const POLICY: Policy;
    /// What it is about, for lists and streams.
    fn subject(&self) -> Option<Subject> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backoff_doubles_up_to_its_cap_and_never_waits_less_than_half() {
        let b = Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(60),
        };
        assert_eq!(b.delay(1, 1.0), Duration::from_secs(2));
        assert_eq!(b.delay(3, 1.0), Duration::from_secs(8));
        assert_eq!(b.delay(3, 0.0), Duration::from_secs(4));
        assert_eq!(b.delay(30, 1.0), Duration::from_secs(60));
    }
}
