//! Pausing a queue: nothing of it is claimed until it is resumed, across restarts of everything. What runs goes on; what comes in waits.

use super::store;
use crate::{
    audit::{self, Entry, Origin},
    db::{Db, DbError, Tx},
    kernel::{Grant, Queue, permissions::QueueOperate},
};
use serde_json::json;

/// True while nothing of the queue is claimed.
///
/// # Errors
/// The database failed.
pub async fn is_paused(db: &Db, queue: Queue) -> Result<bool, DbError> {
    store::is_paused(db.pool(), queue).await
}

/// Pauses a queue; pausing twice is the same as once.
///
/// # Errors
/// The database failed.
pub async fn pause(tx: &mut Tx, grant: Grant<QueueOperate>, queue: Queue, origin: &Origin) -> Result<(), DbError> {
    set(tx, grant, queue, true, origin).await
}

/// Lets a queue go on. Its workers are rung by the relay within a second.
///
/// # Errors
/// The database failed.
pub async fn resume(tx: &mut Tx, grant: Grant<QueueOperate>, queue: Queue, origin: &Origin) -> Result<(), DbError> {
    set(tx, grant, queue, false, origin).await
}

async fn set(
    tx: &mut Tx,
    grant: Grant<QueueOperate>,
    queue: Queue,
    paused: bool,
    origin: &Origin,
) -> Result<(), DbError> {
    store::set_paused(tx, queue, paused).await?;
    let entry = Entry {
        actor: Some(grant.actor()),
        action: if paused { "pause" } else { "resume" },
        object_kind: "queue",
        object_id: queue.name().to_owned(),
        company_id: None,
        before: None,
        after: Some(json!({ "paused": paused })),
        origin,
    };
    audit::record(tx, entry).await
}
