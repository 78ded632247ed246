//! The worker's side of the ledger: claim, hold, finish, give back. What `worker/src/runtime` is written against.

use super::{execution::Status, family, limits, store};
use crate::{
    db::{Db, DbError, Tx},
    kernel::{CompanyId, ExecutionId, Queue, Ring, UserId, Words},
};
use serde_json::Value;
use std::{collections::HashMap, time::Duration};

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

/// Leases up to `limit` due executions of a queue in fair order: most urgent first, companies in turn. `served` are the companies that this
/// worker served, longest ago first. Kinds in `capped` (every kind while it is not known which) are counted under a lock, so that all workers together stay
/// within their limits.
///
/// # Errors
/// The database failed; nothing was claimed.
pub async fn claim(
    db: &Db,
    by: &Claimer,
    capped: Option<&[String]>,
    queue: Queue,
    limit: i64,
    served: &[i64],
) -> Result<Vec<Claimed>, DbError> {
    let here = |k: &&Known| k.queue == queue;
    let (held, free): (Vec<&Known>, Vec<&Known>) = by
        .knows
        .iter()
        .filter(here)
        .partition(|k| capped.is_none_or(|c| c.contains(&k.kind)));
    let mut claimed = Vec::new();
    if !free.is_empty() {
        let kinds: Vec<String> = free.iter().map(|k| k.name()).collect();
        let wanted = Wanted {
            queue,
            kinds: &kinds,
            limit,
            served,
            not_of: &[],
        };
        let mut conn = db.ledger().acquire().await.map_err(DbError::from)?;
        claimed = store::claim(&mut conn, by, &wanted).await?;
    }
    for known in held {
        let left = limit - i64::try_from(claimed.len()).unwrap_or(limit);
        if left > 0 {
            claimed.extend(limits::claim_within(db, by, known, left, served).await?);
        }
    }
    db.bell().changed(claimed.iter().map(|c| c.lease.id));
    Ok(claimed)
}

/// Lets what has fallen due in a queue stand in line (retries, later due times); returns which.
///
/// # Errors
/// The database failed; nothing changed.
pub async fn seat(db: &Db, queue: Queue) -> Result<Vec<ExecutionId>, DbError> {
    store::seat(&mut *db.ledger().acquire().await?, queue).await
}

/// Completes many executions that have no effects of their own, in one commit; returns what each is now. Those that were lost meanwhile
/// are left alone, and those whose cancel was accepted are `cancelled`.
///
/// # Errors
/// The database failed; none was completed.
pub async fn finish_all(db: &Db, done: &[(Lease, Finish)]) -> Result<HashMap<ExecutionId, Status>, DbError> {
    let mut conn = db.ledger().acquire().await?;
    let ended = store::finish(&mut conn, done, store::Cancelled::Ends).await?;
    drop(conn);
    tell(db, &ended).await;
    Ok(ended.iter().map(|e| (e.id, e.status)).collect())
}

/// Why a lease that did not hold did not: a cancel was accepted, and then the execution ends by it here, or somebody else has it.
pub(super) async fn end_as_cancelled(db: &Db, lease: Lease) -> LeaseError {
    match finish_all(db, &[(lease, Finish::Cancelled)]).await {
        Ok(ended) if ended.is_empty() => LeaseError::Lost(lease.id),
        Ok(_) => LeaseError::Cancelled(lease.id),
        Err(error) => error.into(),
    }
}

/// Tells streams, and parents that waited for these. The rows are committed: what fails here is found by a sweep.
pub(super) async fn tell(db: &Db, ended: &[store::Ended]) {
    db.bell().changed(ended.iter().map(|e| e.id));
    let parents: Vec<ExecutionId> = ended.iter().filter_map(|e| e.parent).collect();
    if !parents.is_empty()
        && let Err(error) = family::wake(db, Some(&parents)).await
    {
        tracing::debug!(%error, "parents were not woken; the next sweep does it");
    }
}

/// Completes one execution in the transaction of its effects and commits both.
///
/// # Errors
/// [`LeaseError::Lost`] or [`LeaseError::Cancelled`]: everything was rolled back. Otherwise the database failed, with the same effect.
pub async fn finish_with_effects(db: &Db, mut tx: Tx, lease: Lease, finish: Finish) -> Result<(), LeaseError> {
    tx.plan_by_index().await?;
    let ended = store::finish(tx.conn(), &[(lease, finish)], store::Cancelled::Refuses).await?;
    if ended.is_empty() {
        drop(tx);
        return Err(end_as_cancelled(db, lease).await);
    }
    tx.commit().await?;
    tell(db, &ended).await;
    Ok(())
}

/// Gives an execution back for a later attempt; `spent` is false when this one does not count.
///
/// # Errors
/// The lease is lost, a cancel was accepted (then it ended by that), or the database failed.
pub async fn requeue(
    db: &Db,
    lease: Lease,
    delay: Duration,
    error: Option<(&str, &Words)>,
    spent: bool,
) -> Result<(), LeaseError> {
    let mut conn = db.ledger().acquire().await.map_err(DbError::from)?;
    let is_back = store::requeue(&mut conn, lease, delay, error, spent).await?;
    drop(conn);
    if !is_back {
        return Err(end_as_cancelled(db, lease).await);
    }
    db.bell().changed([lease.id]);
    Ok(())
}

/// Hands back what a stopping worker could not finish, and rings for it. What was cancelled ends by that.
///
/// # Errors
/// The database failed; the leases will run out instead.
pub async fn hand_back(db: &Db, leases: &[(Queue, Lease)]) -> Result<usize, DbError> {
    let only: Vec<Lease> = leases.iter().map(|(_, l)| *l).collect();
    let back = store::hand_back(db.ledger(), &only).await?;
    for (queue, lease) in leases.iter().filter(|(_, l)| back.contains(&l.id)) {
        db.bell().ring(Ring {
            queue: *queue,
            id: lease.id,
        });
    }
    db.bell().changed(back.iter().copied());
    let kept = only.into_iter().filter(|l| !back.contains(&l.id));
    let cancelled: Vec<(Lease, Finish)> = kept.map(|lease| (lease, Finish::Cancelled)).collect();
    if !cancelled.is_empty() {
        finish_all(db, &cancelled).await?;
    }
    Ok(back.len())
}

/// Renews leases; one that is missing from the answer is lost.
///
/// # Errors
/// The database failed; the leases run on until they expire.
pub async fn extend(db: &Db, leases: &[Lease], lease: Duration) -> Result<Vec<Held>, DbError> {
    store::extend(db.ledger(), leases, lease).await
}

/// Shows progress, 0-100.
///
/// # Errors
/// The lease is lost, or the database failed.
pub async fn report_progress(db: &Db, lease: Lease, percent: u8, message: Option<&Words>) -> Result<(), LeaseError> {
    if !store::report_progress(db.ledger(), lease, i16::from(percent.min(100)), message).await? {
        return Err(LeaseError::Lost(lease.id));
    }
    db.bell().changed([lease.id]);
    Ok(())
}

/// Takes up to `limit` executions from workers whose lease ran out.
///
/// # Errors
/// The database failed; nothing was taken.
pub async fn reap(db: &Db, poison_cap: i16, limit: i64) -> Result<Vec<Reaped>, DbError> {
    let mut tx = db.begin().await?;
    tx.plan_by_index().await?;
    let reaped = store::reap(&mut tx, poison_cap, limit).await?;
    tx.commit().await?;
    for r in reaped.iter().filter(|r| r.now == Status::Queued) {
        if let Ok(queue) = r.queue.parse() {
            db.bell().ring(Ring { queue, id: r.id });
        }
    }
    db.bell().changed(reaped.iter().map(|r| r.id));
    Ok(reaped)
}

/// Says that the worker lives.
///
/// # Errors
/// The database failed.
pub async fn announce(db: &Db, worker: &Presence, running: usize) -> Result<(), DbError> {
    store::upsert_worker(db.pool(), worker, i32::try_from(running).unwrap_or(i32::MAX)).await
}

/// A worker that stops in order says farewell.
///
/// # Errors
/// The database failed.
pub async fn farewell(db: &Db, name: &str) -> Result<(), DbError> {
    store::forget_worker(db.pool(), name).await
}
