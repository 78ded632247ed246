//! The smallest job: proves the way from api through ledger, bell and worker and back. Operators use it; so does the benchmark.

use super::job::{Backoff, Job, Policy};
use crate::kernel::Queue;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Does nothing for `work_ms`, then succeeds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ping {
    /// Milliseconds of pretended work.
    pub work_ms: u32,
}

impl Job for Ping {
    const KIND: &'static str = "ping";
    const POLICY: Policy = Policy {
        queue: Queue::Maintenance,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(1),
            cap: Duration::from_secs(60),
        },
        timeout: Duration::from_secs(120),
        priority: 5,
    };
}
