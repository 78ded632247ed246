//! What a claim speaks of: who claims, what is held, how it ends.

use crate::{
    db::DbError,
    jobs::Status,
    kernel::{CompanyId, ExecutionId, Queue, UserId, Words},
};
use serde_json::Value;
use std::time::Duration;

/// The right to write an execution's outcome: its id and the fencing token of the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Lease {
    /// Of which execution.
    pub id: ExecutionId,
    /// Of which claim; any later claim, hand-back or expiry makes this one worthless.
    pub token: i32,
}

/// A handler that a worker has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The job kind.
    pub kind: String,
    /// The payload's shape.
    pub version: i16,
    /// Where the kind waits.
    pub queue: Queue,
}

impl Known {
    /// As claims name it.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}@{}", self.kind, self.version)
    }
}

/// Who claims, what it knows, and for how long.
#[derive(Debug, Clone)]
pub struct Claimer {
    /// Unique per process and boot.
    pub worker: String,
    /// Every handler in the registry.
    pub knows: Vec<Known>,
    /// Renewed well before it runs out.
    pub lease: Duration,
}

/// What one claim may take.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub queue: Queue,
    /// `kind@version`.
    pub kinds: &'a [String],
    pub limit: i64,
    /// Companies that this worker served, longest ago first; 0 stands for none.
    pub served: &'a [i64],
    /// Companies that may not start more now.
    pub not_of: &'a [i64],
}

/// A leased execution, ready to run.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// To be shown with every write.
    pub lease: Lease,
    /// The job kind.
    pub kind: String,
    /// Where it waited.
    pub queue: String,
    /// The payload's shape.
    pub payload_version: i16,
    /// The job itself.
    pub payload: Value,
    /// This attempt, from 1.
    pub attempt: i16,
    /// Attempts in all.
    pub max_attempts: i16,
    /// Workers that died while holding it before.
    pub deaths: i16,
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// W3C traceparent of the request.
    pub trace: Option<String>,
    /// Its children have ended: it goes on, and does not begin.
    pub awaits_children: bool,
    /// Seconds between being due and being claimed.
    pub waited_seconds: f64,
}

pub(super) struct ClaimedRow {
    pub id: uuid::Uuid,
    pub kind: String,
    pub queue: String,
    pub payload: Value,
    pub payload_version: i16,
    pub attempt: i16,
    pub max_attempts: i16,
    pub deaths: i16,
    pub lease_token: i32,
    pub company_id: Option<i64>,
    pub created_by: Option<i64>,
    pub trace: Option<String>,
    pub awaits_children: bool,
    pub waited_seconds: f64,
}

impl From<ClaimedRow> for Claimed {
    fn from(row: ClaimedRow) -> Self {
        Self {
            lease: Lease {
                id: ExecutionId(row.id),
                token: row.lease_token,
            },
            kind: row.kind,
            queue: row.queue,
            payload_version: row.payload_version,
            payload: row.payload,
            attempt: row.attempt,
            max_attempts: row.max_attempts,
            deaths: row.deaths,
            company_id: row.company_id.map(CompanyId),
            created_by: row.created_by.map(UserId),
            trace: row.trace,
            awaits_children: row.awaits_children,
            waited_seconds: row.waited_seconds,
        }
    }
}

/// How a run ended for good.
#[derive(Debug, Clone, PartialEq)]
pub enum Finish {
    /// Done, with its result.
    Success(Value),
    /// Given up.
    Error {
        /// Stable name.
        code: String,
        /// What is wrong and how to fix it.
        message: Words,
    },
    /// Stopped by a person.
    Cancelled,
}

/// The lease ran out or was taken: whatever was written with it must not be kept.
#[derive(Debug, thiserror::Error)]
pub enum LeaseError {
    /// Another worker has, or had, the execution since.
    #[error("the lease of execution {0} is lost")]
    Lost(ExecutionId),
    /// A person's cancel was accepted before: the execution has ended as `cancelled`.
    #[error("execution {0} was cancelled")]
    Cancelled(ExecutionId),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A lease that was renewed.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// Of which execution.
    pub id: ExecutionId,
    /// A person wants it stopped.
    pub cancel_requested: bool,
}

/// An execution taken from a dead worker.
#[derive(Debug, Clone)]
pub struct Reaped {
    /// Which.
    pub id: ExecutionId,
    /// Its kind.
    pub kind: String,
    /// Its queue.
    pub queue: String,
    /// Who died.
    pub worker: String,
    /// Where it stands now: queued again, cancelled, or error (`poison`).
    pub now: Status,
}

/// What a worker says of itself.
#[derive(Debug, Clone)]
pub struct Presence {
    /// Unique per process and boot.
    pub name: String,
    /// Machine.
    pub host: String,
    /// Build.
    pub version: String,
    /// Queues that it takes.
    pub queues: Vec<String>,
    /// `kind@version` of every handler.
    pub knows: Vec<String>,
}
