//! Pausing a queue: nothing of it is claimed until it is resumed, across restarts of everything. What runs goes on; what comes in waits.

use super::{Queue, store};
use crate::{
    db::{DbError, Tx},
    kernel::{Grant, permissions::QueueOperate},
};

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
