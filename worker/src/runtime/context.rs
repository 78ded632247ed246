//! What a handler is given beside its job.

use super::outcome::{Committed, JobError, Outcome};
use serde_json::Value;
use shared::{
    db::{Db, Tx},
    jobs::{
        family::{self, Children},
        lease::{self, Claimed, Finish, Lease},
        queries,
    },
    kernel::{CompanyId, ExecutionId, UserId, Words},
};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// One attempt at one execution.
#[derive(Debug, Clone)]
pub struct JobContext {
    db: Db,
    claimed: Arc<Claimed>,
    stop: CancellationToken,
}

impl JobContext {
    pub(super) fn new(db: Db, claimed: Arc<Claimed>, stop: CancellationToken) -> Self {
        Self { db, claimed, stop }
    }

    /// The execution, also the idempotency key of calls to the outside.
    #[must_use]
    pub fn id(&self) -> ExecutionId {
        self.claimed.lease.id
    }

    /// This attempt, from 1.
    #[must_use]
    pub fn attempt(&self) -> i16 {
        self.claimed.attempt
    }

    /// Whose work it is.
    #[must_use]
    pub fn company_id(&self) -> Option<CompanyId> {
        self.claimed.company_id
    }

    /// Who asked for it.
    #[must_use]
    pub fn created_by(&self) -> Option<UserId> {
        self.claimed.created_by
    }

    /// W3C traceparent of the request that made it necessary.
    #[must_use]
    pub fn trace(&self) -> Option<&str> {
        self.claimed.trace.as_deref()
    }

    /// Fires when the work should stop: cancelled, lease lost, or the worker's grace period is over.
    #[must_use]
    pub fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// Leaves here if the work should stop.
    ///
    /// # Errors
    /// [`JobError::Stopped`].
    pub fn check(&self) -> Result<(), JobError> {
        if self.stop.is_cancelled() {
            Err(JobError::Stopped)
        } else {
            Ok(())
        }
    }

    /// Shows progress, 0-100, to whoever follows the execution.
    ///
    /// # Errors
    /// The lease is lost, or the database failed.
    pub async fn progress(&self, percent: u8, message: &Words) -> Result<(), JobError> {
        self.check()?;
        Ok(lease::report_progress(&self.db, self.lease(), percent, Some(message)).await?)
    }

    /// Commits the effects in `tx` together with the terminal status: both or neither.
    ///
    /// # Errors
    /// The lease is lost (nothing was kept), or the database failed.
    pub async fn finish(&self, tx: Tx, result: Value) -> Result<Outcome, JobError> {
        lease::finish_with_effects(&self.db, tx, self.lease(), Finish::Success(result)).await?;
        Ok(Outcome::Committed(Committed { outcome: "success" }))
    }

    /// Commits the children in `tx`, made with [`JobContext::id`] as their parent, and puts this execution aside until all of them have
    /// ended. Its handler is then called again, and finds [`JobContext::children`].
    ///
    /// # Errors
    /// The lease is lost (no child was made), or the database failed.
    pub async fn await_children(&self, tx: Tx) -> Result<Outcome, JobError> {
        family::await_children(&self.db, tx, self.lease()).await?;
        Ok(Outcome::Committed(Committed {
            outcome: "awaits_children",
        }))
    }

    /// How the children ended; none in a run that has to make them.
    ///
    /// # Errors
    /// The database failed.
    pub async fn children(&self) -> Result<Option<Children>, JobError> {
        if self.claimed.awaits_children {
            Ok(Some(queries::children(self.db.pool(), self.id()).await?))
        } else {
            Ok(None)
        }
    }

    fn lease(&self) -> Lease {
        self.claimed.lease
    }
}
