//! The order that the text of one thing be indexed again. Whoever writes a consultant, a tender or a CV gives it, in the same transaction;
//! [`knowledge`](crate::knowledge) carries it out.

use crate::{
    jobs::{Backoff, Job, Policy, Queue, Subject},
    kernel::{Choice, SubjectKind},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Chunk, embed, store the text of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexDocument {
    /// Of which kind.
    pub subject_kind: SubjectKind,
    /// Which.
    pub subject_id: i64,
}

impl Job for IndexDocument {
    const KIND: &'static str = "index_document";
    const POLICY: Policy = Policy {
        queue: Queue::Documents,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(300),
        },
        timeout: Duration::from_secs(180),
        priority: 5,
    };
    fn subject(&self) -> Option<Subject> {
        Some(Subject::new(self.subject_kind.name(), self.subject_id))
    }
}
