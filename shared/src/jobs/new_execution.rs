//! An execution that is not written yet.

use super::{
    execution::{Execution, Status, Subject},
    job::Job,
};
use crate::{
    db::DbError,
    kernel::{CompanyId, ExecutionId, Queue, Ring, UserId},
};
use chrono::{DateTime, Utc};

/// Everything about an execution that its job does not say itself.
#[derive(Debug, Clone, Default)]
pub struct Enqueue {
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// Not before this instant; at once when absent.
    pub scheduled_at: Option<DateTime<Utc>>,
    /// Instead of the policy's, 0 high to 9 low.
    pub priority: Option<i16>,
    /// The execution it follows from.
    pub parent_id: Option<ExecutionId>,
    /// The terminal execution it repeats.
    pub retry_of: Option<ExecutionId>,
    /// The schedule that fired it.
    pub schedule: Option<String>,
    /// The caller's Idempotency-Key.
    pub idempotency_key: Option<String>,
    /// W3C traceparent of the request that made it necessary.
    pub trace: Option<String>,
}

/// One row to be written, whatever its job's type.
#[derive(Debug, Clone)]
pub(super) struct NewExecution {
    pub id: ExecutionId,
    pub kind: String,
    pub queue: Queue,
    pub priority: i16,
    pub payload: serde_json::Value,
    pub payload_version: i16,
    pub max_attempts: i16,
    pub subject: Option<Subject>,
    pub options: Enqueue,
}

impl NewExecution {
    /// The row of a job, by its policy.
    pub(super) fn of<J: Job>(job: &J, options: Enqueue) -> Result<Self, DbError> {
        Ok(Self {
            id: ExecutionId::generate(),
            kind: J::KIND.to_owned(),
            queue: J::POLICY.queue,
            priority: options.priority.unwrap_or(J::POLICY.priority),
            payload: serde_json::to_value(job).map_err(DbError::encode)?,
            payload_version: J::VERSION,
            max_attempts: J::POLICY.max_attempts,
            subject: job.subject(),
            options,
        })
    }

    /// What to ring for once these stand. What is due later is rung by the relay when its time comes.
    pub(super) fn rings(rows: &[Self], now: DateTime<Utc>) -> impl Iterator<Item = Ring> {
        let due = move |new: &&Self| new.options.scheduled_at.is_none_or(|due| due <= now);
        rows.iter().filter(due).map(|new| Ring {
            queue: new.queue,
            id: new.id,
        })
    }

    /// As they stand in the ledger.
    pub(super) fn written(rows: Vec<Self>, now: DateTime<Utc>, due: Vec<DateTime<Utc>>) -> Vec<Execution> {
        let both = rows.into_iter().zip(due);
        both.map(|(new, due)| new.into_execution(now, due)).collect()
    }

    fn into_execution(self, now: DateTime<Utc>, scheduled_at: DateTime<Utc>) -> Execution {
        let Enqueue {
            company_id,
            created_by,
            scheduled_at: _,
            priority: _,
            parent_id,
            retry_of,
            schedule,
            idempotency_key,
            trace,
        } = self.options;
        Execution {
            id: self.id,
            kind: self.kind,
            queue: self.queue,
            status: Status::Queued,
            priority: self.priority,
            payload: self.payload,
            payload_version: self.payload_version,
            result: None,
            error_code: None,
            error_message: None,
            last_error: None,
            attempt: 0,
            max_attempts: self.max_attempts,
            progress: 0,
            progress_message: None,
            scheduled_at,
            created_at: now,
            started_at: None,
            finished_at: None,
            worker: None,
            company_id,
            created_by,
            subject: self.subject,
            parent_id,
            retry_of,
            schedule,
            idempotency_key,
            trace,
            external_id: None,
            external_status: None,
        }
    }
}
