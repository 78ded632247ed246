//! How a handler says what next: done, retry, fail, snooze.

use serde_json::Value;
use shared::{db::DbError, jobs::lease::LeaseError, kernel::Words};
use std::time::Duration;

/// What a handler that did not fail says.
#[derive(Debug)]
pub enum Outcome {
    /// Done, with nothing else to write: the runtime completes it, many in one commit.
    Done(Value),
    /// What was to be written stands already, in one commit: effects and completion, or children and the wait for them. Only
    /// [`super::JobContext::finish`] and [`super::JobContext::await_children`] make it.
    Committed(Committed),
    /// Not yet: look again after this long. The attempt does not count.
    Snooze(Duration),
}

/// Proof that the handler's rows and the execution's status were written together.
#[derive(Debug)]
pub struct Committed {
    /// For the metrics.
    pub(super) outcome: &'static str,
}

/// Until what cannot be done for now is tried again: another worker may be able to, and what is missing may be back.
const POSTPONED: Duration = Duration::from_secs(5);

/// Why a handler failed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Another try may do: back to the queue while attempts are left.
    #[error("{code}: {}", message.en)]
    Retry {
        /// Stable name.
        code: &'static str,
        /// What happened.
        message: Words,
    },
    /// What this machine or a service that all jobs need lacks: back to the queue for a moment, and the attempt does not count.
    #[error("{code}: {}", message.en)]
    Postpone {
        /// Stable name.
        code: &'static str,
        /// What happened.
        message: Words,
        /// How long the moment is.
        delay: Duration,
    },
    /// No try will ever do.
    #[error("{code}: {}", message.en)]
    Fail {
        /// Stable name.
        code: String,
        /// What is wrong and how to fix it.
        message: Words,
    },
    /// The handler saw that it should stop: a person cancelled, or the worker is stopping.
    #[error("stopped")]
    Stopped,
    /// Somebody else has the execution now; nothing of this run was kept.
    #[error("the lease is lost")]
    LeaseLost,
    /// A person's cancel came first; the execution has ended by it, and nothing of this run was kept.
    #[error("cancelled")]
    Cancelled,
}

impl JobError {
    /// Another try may do. The message in French and English, as people read it.
    pub fn retry(code: &'static str, fr: impl ToString, en: impl ToString) -> Self {
        let message = Words::made(fr.to_string(), en.to_string());
        Self::Retry { code, message }
    }
    /// Nothing that was asked is at fault.
    pub fn postpone(code: &'static str, fr: impl ToString, en: impl ToString) -> Self {
        Self::postpone_for(POSTPONED, code, fr, en)
    }
    /// The same, where what is lacking wants to be left alone for longer.
    pub fn postpone_for(delay: Duration, code: &'static str, fr: impl ToString, en: impl ToString) -> Self {
        let message = Words::made(fr.to_string(), en.to_string());
        Self::Postpone { code, message, delay }
    }
    /// No try will ever do.
    pub fn fail(code: impl Into<String>, fr: impl ToString, en: impl ToString) -> Self {
        Self::Fail {
            code: code.into(),
            message: Words::made(fr.to_string(), en.to_string()),
        }
    }
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        if error.gave_way() {
            Self::postpone(
                "database_busy",
                "deux transactions s'attendaient l'une l'autre et celle-ci a cédé",
                "two transactions waited for each other, and this one gave way",
            )
        } else if error.is_unavailable() {
            Self::retry(
                "database_unavailable",
                "la base de données n'a pas répondu",
                "the database was not reached",
            )
        } else {
            tracing::error!(%error, "a statement failed");
            Self::retry(
                "database_error",
                "une requête a échoué ; le journal du worker en dit la cause",
                "a statement failed; the worker's log has the cause",
            )
        }
    }
}

impl From<LeaseError> for JobError {
    fn from(error: LeaseError) -> Self {
        match error {
            LeaseError::Lost(_) => Self::LeaseLost,
            LeaseError::Cancelled(_) => Self::Cancelled,
            LeaseError::Db(error) => error.into(),
        }
    }
}
