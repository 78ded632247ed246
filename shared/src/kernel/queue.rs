//! Where work waits, and the word that some does. Here because everybody speaks of it: who enqueues, who carries the word, who is
//! configured to take it.

use super::ExecutionId;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where work waits. One name in the ledger, in Redis and on the worker's command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// Files to text, text to vectors: long, CPU-bound.
    Documents,
    /// Scores and explanations.
    Matching,
    /// Calls to other people's servers.
    Outbound,
    /// Housekeeping and pings: short.
    Maintenance,
}

impl Queue {
    /// Every queue.
    pub const ALL: [Self; 4] = [Self::Documents, Self::Matching, Self::Outbound, Self::Maintenance];

    /// Its name, as stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Matching => "matching",
            Self::Outbound => "outbound",
            Self::Maintenance => "maintenance",
        }
    }
}

impl fmt::Display for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Not a queue's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no queue `{0}`; the queues are documents, matching, outbound, maintenance")]
pub struct UnknownQueue(pub String);

impl FromStr for Queue {
    type Err = UnknownQueue;
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|q| q.name() == name)
            .ok_or_else(|| UnknownQueue(name.to_owned()))
    }
}

/// One id to be rung in its queue: there may be work. Said twice, late or never it does no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// Where it waits.
    pub queue: Queue,
    /// Which execution.
    pub id: ExecutionId,
}
