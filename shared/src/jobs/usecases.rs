//! What a person may do with an execution: cancel it; [`super::retry`] runs it again.

use super::{Execution, Status, ending, queries, store};
use crate::{
    audit::{self, Origin, Touched},
    db::{Db, DbError, Tx},
    kernel::{
        Actor, ExecutionId, Grant,
        permissions::{ExecutionControl, ExecutionRead},
    },
};
use serde_json::json;

/// Why an execution was not cancelled or run again.
#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    /// There is none that the caller may see.
    #[error("there is no execution {0}")]
    NotFound(ExecutionId),
    /// Its state does not allow it.
    #[error("the execution is {status:?}; only {allowed} executions can be {verb}")]
    WrongState {
        /// Where it stands.
        status: Status,
        /// What was asked, as a participle.
        verb: &'static str,
        /// From where it would have been allowed.
        allowed: &'static str,
    },
    /// It, or a part of it, is being run again.
    #[error("execution {by} runs it again")]
    RunAgain {
        /// By this one, which is not over.
        by: ExecutionId,
    },
    /// What it is a part of was cancelled or run again, and makes it anew.
    #[error("it is a part of {whole}: that one can be run again")]
    PartOf {
        /// Of this one.
        whole: ExecutionId,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stops an execution and its children: queued ones at once, running ones as soon as their handlers see the signal. Cancelling twice is the
/// same as once.
///
/// # Errors
/// Not found, already finished otherwise, or the database failed.
pub async fn cancel(
    db: &Db,
    grant: Grant<ExecutionControl>,
    read: Grant<ExecutionRead>,
    id: ExecutionId,
    origin: &Origin,
) -> Result<Execution, ControlError> {
    debug_assert_eq!(grant.actor(), read.actor());
    let found = queries::story(db.pool(), read, id)
        .await?
        .ok_or(ControlError::NotFound(id))?
        .execution;
    if !found.status.is_terminal() {
        stop(db, grant.actor(), &[found], origin).await?;
    }
    // What runs with an accepted cancel can only end by it. So an end that was not, came before.
    let story = queries::story(db.pool(), read, id).await?;
    let now = story.ok_or(ControlError::NotFound(id))?.execution;
    match now.status {
        Status::Queued | Status::Running | Status::Cancelled => Ok(now),
        status @ (Status::Success | Status::Error) => Err(ControlError::WrongState {
            status,
            verb: "cancelled",
            allowed: "queued, running",
        }),
    }
}

/// Cancels what is queued of these and their descendants, and leaves word with the holders of what runs, in one commit: no child of theirs
/// is left out or made meanwhile. Returns how many of `asked` it reached.
pub(super) async fn stop(db: &Db, actor: Actor, asked: &[Execution], origin: &Origin) -> Result<usize, DbError> {
    let mut generation: Vec<ExecutionId> = asked.iter().map(|e| e.id).collect();
    let (mut ended, mut told, mut reached) = (Vec::new(), Vec::new(), None);
    let mut tx = db.begin().await?;
    tx.plan_by_index().await?;
    while !generation.is_empty() {
        // Older ones first, everywhere: two that wait for each other would wait for ever.
        store::hold_still(tx.conn(), &generation).await?;
        // The children are known before the parent ends: it would take the way to them with it.
        let children = store::live_children(tx.conn(), &generation).await?;
        ended.extend(store::cancel_queued(tx.conn(), &generation).await?);
        told.extend(store::request_cancel(tx.conn(), &generation).await?);
        if reached.is_none() {
            // The parts of a family go with it: its line stands for them.
            let both = ended
                .iter()
                .map(|e| e.id)
                .chain(told.iter().copied())
                .collect::<Vec<_>>();
            note(&mut tx, actor, asked, &both, origin).await?;
            reached = Some(both.len());
        }
        generation = children;
    }
    tx.commit().await?;
    ending::tell(db, &ended).await;
    for id in &told {
        db.bell().cancel_requested(*id);
    }
    db.bell().changed(told.iter().copied());
    Ok(reached.unwrap_or(0))
}

/// Writes who cancelled which of the executions that were asked for.
async fn note(
    tx: &mut Tx,
    actor: Actor,
    asked: &[Execution],
    reached: &[ExecutionId],
    origin: &Origin,
) -> Result<(), DbError> {
    let lines = asked.iter().filter(|e| reached.contains(&e.id)).map(|e| Touched {
        object_id: e.id.to_string(),
        company_id: e.company_id,
        before: Some(json!({ "kind": e.kind, "status": e.status })),
        after: Some(json!({ "cancel_requested": true })),
    });
    audit::record_all(tx, actor, ("cancel", "execution"), lines.collect(), origin).await
}

/// Makes the monthly partitions of finished executions from this month on; those that stand are left alone.
///
/// # Errors
/// The database failed.
pub async fn ensure_partitions(db: &Db, months: i32) -> Result<(), DbError> {
    store::ensure_partitions(db.pool(), db.clock().now(), months).await
}
