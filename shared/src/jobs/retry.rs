//! Running again what failed or was cancelled: a new execution that says `retry_of`, since a terminal row never reopens.
//!
//! One at a time: whoever wants to run any of a family again first locks what it is a part or a repetition of
//! (`store::hold_kin`), then looks how it stands. A family is run again by its head: what was cancelled with its parent, or whose
//! parent runs again, is made anew by that one.

use super::{
    Execution, Status,
    new_execution::{Enqueue, NewExecution},
    queries::{self, Filter, Standing},
    store,
    usecases::ControlError,
};
use crate::{
    audit::{self, Origin, Touched},
    db::{DbError, Tx},
    kernel::{
        Actor, ExecutionId, Grant,
        permissions::{ExecutionControl, ExecutionRead},
    },
};
use serde_json::json;
use std::collections::HashSet;

/// Runs a failed or cancelled execution again. One that was run again before is repeated by its latest run, once that has ended.
///
/// # Errors
/// Not found, not terminal or successful, run again already, a part of what is to be run again as a whole; or the database failed.
pub async fn retry(
    tx: &mut Tx,
    grant: Grant<ExecutionControl>,
    read: Grant<ExecutionRead>,
    id: ExecutionId,
    origin: &Origin,
) -> Result<Execution, ControlError> {
    let find = async |tx: &mut Tx, id| {
        let story = queries::story(tx.conn(), read, id).await?;
        story.map(|s| s.execution).ok_or(ControlError::NotFound(id))
    };
    // Before any lock: who may not see it holds nothing.
    find(tx, id).await?;
    store::hold_kin(tx.conn(), &[id]).await?;
    let runs = queries::runs(tx.conn(), id).await?;
    let &(head, _) = runs.last().ok_or(ControlError::NotFound(id))?;
    if let Some((live, _)) = runs.iter().find(|(run, status)| *run != id && !status.is_terminal()) {
        return Err(ControlError::RunAgain { by: *live });
    }
    let old = find(tx, head).await?;
    if !matches!(old.status, Status::Error | Status::Cancelled) {
        return Err(ControlError::WrongState {
            status: old.status,
            verb: "retried",
            allowed: "error, cancelled",
        });
    }
    for stands in queries::standing(tx.conn(), &[head]).await? {
        if let Some(whole) = stands.superseded_by {
            return Err(ControlError::PartOf { whole });
        }
        if let Some(part) = stands.live_part {
            return Err(ControlError::RunAgain { by: part });
        }
    }
    let made = tx.enqueue_row(again(old, grant, origin)).await?;
    note(tx, grant.actor(), std::slice::from_ref(&made), origin).await?;
    Ok(made)
}

/// Runs again what of these was not yet, and is not a part of what `filter` finds and can be run again too. Returns how many that were.
pub(super) async fn retry_all(
    tx: &mut Tx,
    (control, read): (Grant<ExecutionControl>, Grant<ExecutionRead>),
    found: Vec<Execution>,
    filter: &Filter,
    origin: &Origin,
) -> Result<usize, DbError> {
    let ids: Vec<ExecutionId> = found.iter().map(|e| e.id).collect();
    store::hold_kin(tx.conn(), &ids).await?;
    let stand = queries::standing(tx.conn(), &ids).await?;
    let above: HashSet<ExecutionId> = stand.iter().flat_map(|s| s.ancestors.iter().copied()).collect();
    let heads = if above.is_empty() {
        HashSet::new()
    } else {
        let only = Filter {
            only: Some(above.into_iter().collect()),
            ..filter.clone()
        };
        let limit = i64::try_from(only.only.as_ref().map_or(0, Vec::len)).unwrap_or(i64::MAX);
        let matched = queries::list(tx.conn(), read, &only, limit).await?;
        let matched: Vec<ExecutionId> = matched.iter().map(|e| e.id).collect();
        fit(&queries::standing(tx.conn(), &matched).await?)
    };
    let fit = fit(&stand);
    let whole: HashSet<ExecutionId> = stand
        .iter()
        .filter(|s| fit.contains(&s.id) && !s.ancestors.iter().any(|a| heads.contains(a)))
        .map(|s| s.id)
        .collect();
    let old = found.into_iter().filter(|e| whole.contains(&e.id));
    let made = tx
        .enqueue_rows(old.map(|old| again(old, control, origin)).collect())
        .await?;
    note(tx, control.actor(), &made, origin).await?;
    Ok(made.len())
}

/// Those that may be run again beside others.
fn fit(stand: &[Standing]) -> HashSet<ExecutionId> {
    let fit = stand
        .iter()
        .filter(|s| !s.is_retried && s.superseded_by.is_none() && !s.has_part_again);
    fit.map(|s| s.id).collect()
}

/// Writes who ran which executions again.
async fn note(tx: &mut Tx, actor: Actor, made: &[Execution], origin: &Origin) -> Result<(), DbError> {
    let lines = made.iter().map(|new| Touched {
        object_id: new.retry_of.map(|old| old.to_string()).unwrap_or_default(),
        company_id: new.company_id,
        before: None,
        after: Some(json!({ "kind": new.kind, "execution_id": new.id })),
    });
    audit::record_all(tx, actor, ("retry", "execution"), lines.collect(), origin).await
}

/// The execution that repeats a terminal one.
fn again(old: Execution, grant: Grant<ExecutionControl>, origin: &Origin) -> NewExecution {
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
