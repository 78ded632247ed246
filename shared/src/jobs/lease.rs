//! The worker's side of the ledger: claim, hold, finish, give back. What `worker/src/runtime` is written against.

pub use super::ending::{finish_all, finish_with_effects};
pub use super::terms::{Claimed, Claimer, Finish, Held, Known, Lease, LeaseError, Presence, Reaped};

use super::{Status, ending::end_as_cancelled, limits, store, terms::Wanted};
use crate::{
    db::{Db, DbError},
    kernel::{ExecutionId, Queue, Ring, Words},
};
use std::time::Duration;

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
