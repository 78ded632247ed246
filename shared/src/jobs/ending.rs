//! Ending executions for good, and telling those who wait for it.

use super::{
    Status, store,
    terms::{Finish, Lease, LeaseError},
    waking,
};
use crate::{
    db::{Db, DbError, Tx},
    kernel::ExecutionId,
};
use std::collections::HashMap;

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
        && let Err(error) = waking::wake(db, Some(&parents)).await
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
