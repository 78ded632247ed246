//! The letter's job.

use crate::jobs::{Backoff, Job, Policy, Queue, Subject};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// Writes the letter, if the address is somebody's.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct PasswordResetMail {
    /// Which row.
    pub password_reset_id: Uuid,
}

impl Job for PasswordResetMail {
    const KIND: &'static str = "password_reset_mail";
    const POLICY: Policy = Policy {
        queue: Queue::Outbound,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(60),
        },
        timeout: Duration::from_secs(120),
        // Somebody waits for it.
        priority: 1,
    };
    fn subject(&self) -> Option<Subject> {
        None
    }
}
