//! The payload of the kind that generates portfolios.

use crate::{
    jobs::{Backoff, Job, Policy, Queue, Subject},
    kernel::{ConsultantId, TenderId},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Make a consultant's portfolio out of its profile and newest CV, in the light of a tender where one is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortfolioGeneration {
    /// Whose.
    pub consultant_id: ConsultantId,
    /// For which tender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender_id: Option<TenderId>,
}

impl Job for PortfolioGeneration {
    const KIND: &'static str = "portfolio_generation";
    const POLICY: Policy = Policy {
        queue: Queue::Documents,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(300),
        },
        timeout: Duration::from_secs(60),
        priority: 5,
    };
    fn subject(&self) -> Option<Subject> {
        Some(Subject::new("consultant", self.consultant_id.0))
    }
}
