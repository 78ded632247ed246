//! Pausing a queue: nothing of it is claimed until it is resumed, across restarts of everything. What runs goes on; what comes in waits.

use super::{Queue, store};
use crate::{
    db::{Db, DbError, Tx},
    kernel::{Grant, permissions::QueueOperate},
};

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
pub async fn pause(tx: &mut Tx, _grant: Grant<QueueOperate>, queue: Queue) -> Result<(), DbError> {
    store::set_paused(tx, queue, true).await
}

/// Lets a queue go on. Its workers are rung by the relay within a second.
///
/// # Errors
/// The database failed.
pub async fn resume(tx: &mut Tx, _grant: Grant<QueueOperate>, queue: Queue) -> Result<(), DbError> {
    store::set_paused(tx, queue, false).await
}
