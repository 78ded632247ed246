//! The read model of one run, as the wire shows it.

use crate::kernel::{CompanyId, ExecutionId, Queue, UserId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where an execution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Status {
    /// Waiting for its `scheduled_at`, also between attempts.
    Queued,
    /// Leased by a worker whose heartbeat is fresh.
    Running,
    /// Done.
    Success,
    /// Out of attempts, or told to stop.
    Error,
    /// Stopped by a person.
    Cancelled,
}

impl Status {
    /// True for the three that never change again.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        matches!(self, Self::Success | Self::Error | Self::Cancelled)
    }
}

/// What an execution is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Subject {
    /// `resume`, `consultant`, `tender`, ...
    #[schema(example = "resume")]
    pub kind: String,
    /// Its id.
    #[schema(example = 42)]
    pub id: i64,
}

impl Subject {
    /// A subject of this kind.
    #[must_use]
    pub fn new(kind: &str, id: i64) -> Self {
        Self {
            kind: kind.to_owned(),
            id,
        }
    }
}

/// One change of status or progress, replayed by the event stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Event {
    /// From 1, without gaps: the stream's event id.
    pub seq: i64,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// The status from then on.
    pub status: Status,
    /// The attempt it belongs to; 0 before the first.
    #[serde(default)]
    pub attempt: i16,
    /// 0-100.
    #[serde(default)]
    pub progress: i16,
    /// What is being done, or why it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The message in French; that one is English where this is absent, or the same in both.
    #[serde(default, skip_serializing)]
    #[schema(ignore)]
    pub fr: Option<String>,
    /// Who runs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worker: Option<String>,
}

/// One run of a job kind.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Execution {
    /// UUIDv7: sorts by creation.
    pub id: ExecutionId,
    /// The job kind.
    #[schema(example = "cv_analysis")]
    pub kind: String,
    /// Where it waits.
    pub queue: Queue,
    /// Where it stands.
    pub status: Status,
    /// 0 high to 9 low.
    pub priority: i16,
    /// Ids and small values.
    #[schema(value_type = std::collections::BTreeMap<String, Value>)]
    pub payload: Value,
    /// The payload's shape.
    pub payload_version: i16,
    /// What came of it; only after success.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Value>>)]
    pub result: Option<Value>,
    /// Stable name of what went wrong; only after an error.
    pub error_code: Option<String>,
    /// What went wrong, and how to fix it.
    pub error_message: Option<String>,
    /// What went wrong in the last failed attempt, also while more are left.
    pub last_error: Option<String>,
    /// Attempts begun.
    pub attempt: i16,
    /// Attempts in all.
    pub max_attempts: i16,
    /// 0-100.
    pub progress: i16,
    /// What is being done.
    pub progress_message: Option<String>,
    /// Not before.
    pub scheduled_at: DateTime<Utc>,
    /// Accepted.
    pub created_at: DateTime<Utc>,
    /// First attempt begun.
    pub started_at: Option<DateTime<Utc>>,
    /// Terminal since.
    pub finished_at: Option<DateTime<Utc>>,
    /// Who runs it, or ran it last.
    pub worker: Option<String>,
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// What it is about.
    pub subject: Option<Subject>,
    /// The execution it is a part of or follows from.
    pub parent_id: Option<ExecutionId>,
    /// The terminal execution that it repeats.
    pub retry_of: Option<ExecutionId>,
    /// The schedule that fired it.
    pub schedule: Option<String>,
    /// The caller's own key.
    pub idempotency_key: Option<String>,
    /// W3C traceparent of the request.
    pub trace: Option<String>,
    /// The other system's own id of this run (n8n).
    pub external_id: Option<String>,
    /// The other system's own word for its status.
    pub external_status: Option<String>,
}
