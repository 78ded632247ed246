//! What a person may do with an execution: cancel it, or run it again.

use super::{
    Execution, Status,
    enqueue::{Enqueue, NewExecution},
    lease, queries, store,
};
use crate::{
    db::{Db, DbError, Tx},
    identity::audit::{self, Origin, Touched},
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
    // It may move between the look and the statement (queued to running, running to done): look again, a bounded number of times.
    for _ in 0..5 {
        let found = queries::story(db.pool(), read, id)
            .await?
            .ok_or(ControlError::NotFound(id))?
            .execution;
        match found.status {
            Status::Cancelled => return Ok(found),
            Status::Queued | Status::Running => {}
            status @ (Status::Success | Status::Error) => {
                return Err(ControlError::WrongState {
                    status,
                    verb: "cancelled",
                    allowed: "queued, running",
                });
            }
        }
        if stop(db, grant.actor(), &[found], origin).await? > 0 {
            let story = queries::story(db.pool(), read, id).await?;
            return Ok(story.ok_or(ControlError::NotFound(id))?.execution);
        }
    }
    Err(ControlError::WrongState {
        status: Status::Running,
        verb: "cancelled",
        allowed: "queued, running",
    })
}

/// Cancels what is queued of these and their descendants, and leaves word with the holders of what runs. Returns how many of `asked` it
/// reached.
pub(super) async fn stop(db: &Db, actor: Actor, asked: &[Execution], origin: &Origin) -> Result<usize, DbError> {
    let mut reached = None;
    let mut generation: Vec<ExecutionId> = asked.iter().map(|e| e.id).collect();
    while !generation.is_empty() {
        // The children are known before the parent ends: it would take the way to them with it.
        let mut tx = db.begin().await?;
        tx.plan_by_index().await?;
        let children = store::live_children(tx.conn(), &generation).await?;
        let ended = store::cancel_queued(tx.conn(), &generation).await?;
        let told = store::request_cancel(tx.conn(), &generation).await?;
        if reached.is_none() {
            // The parts of a family go with it: its line stands for them.
            let both = ended.iter().map(|e| e.id).chain(told.iter().copied());
            note(&mut tx, actor, asked, &both.collect::<Vec<_>>(), origin).await?;
        }
        tx.commit().await?;
        lease::tell(db, &ended).await;
        for id in &told {
            db.bell().cancel_requested(*id);
        }
        db.bell().changed(told.iter().copied());
        reached.get_or_insert(ended.len() + told.len());
        generation = children;
    }
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

/// Runs a failed or cancelled execution again: a new one that says `retry_of`, since a terminal row never reopens.
///
/// # Errors
/// Not found, not terminal or successful, or the database failed.
pub async fn retry(
    tx: &mut Tx,
    grant: Grant<ExecutionControl>,
    read: Grant<ExecutionRead>,
    id: ExecutionId,
    origin: &Origin,
) -> Result<Execution, ControlError> {
    let old = queries::story(tx.conn(), read, id)
        .await?
        .ok_or(ControlError::NotFound(id))?
        .execution;
    if !matches!(old.status, Status::Error | Status::Cancelled) {
        return Err(ControlError::WrongState {
            status: old.status,
            verb: "retried",
            allowed: "error, cancelled",
        });
    }
    let made = tx.enqueue_row(again(old, grant, origin)).await?;
    note_retries(tx, grant.actor(), std::slice::from_ref(&made), origin).await?;
    Ok(made)
}

/// Writes who ran which executions again.
pub(super) async fn note_retries(
    tx: &mut Tx,
    actor: Actor,
    made: &[Execution],
    origin: &Origin,
) -> Result<(), DbError> {
    let lines = made.iter().map(|new| Touched {
        object_id: new.retry_of.map(|old| old.to_string()).unwrap_or_default(),
        company_id: new.company_id,
        before: None,
        after: Some(json!({ "kind": new.kind, "execution_id": new.id })),
    });
    audit::record_all(tx, actor, ("retry", "execution"), lines.collect(), origin).await
}

/// The execution that repeats a terminal one.
pub(super) fn again(old: Execution, grant: Grant<ExecutionControl>, origin: &Origin) -> NewExecution {
    NewExecution {
        id: ExecutionId::generate(),
        kind: old.kind,
        queue: old.queue,
        priority: old.priority,
        payload: old.payload,
        payload_version: old.payload_version,
        max_attempts: old.max_attempts,
        subject: old.subject,
        options: Enqueue {
            company_id: old.company_id,
            created_by: Some(grant.actor().user_id),
            parent_id: old.parent_id,
            retry_of: Some(old.id),
            trace: origin.trace.clone(),
            ..Enqueue::default()
        },
    }
}

/// Makes the monthly partitions of finished executions from this month on; those that stand are left alone.
///
/// # Errors
/// The database failed.
pub async fn ensure_partitions(db: &Db, months: i32) -> Result<(), DbError> {
    store::ensure_partitions(db.pool(), db.clock().now(), months).await
}
