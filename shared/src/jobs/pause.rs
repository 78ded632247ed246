//! Pausing a queue: nothing of it is claimed until it is resumed, across restarts of everything. What runs goes on; what comes in waits.

use super::{Queue, store};
use crate::{
    db::{DbError, Tx},
    kernel::{Grant, permissions::QueueOperate},
};
use sqlx::PgPool;

/// True while nothing of the queue is claimed.
///
/// # Errors
/// The database failed.
pub async fn is_paused(pool: &PgPool, queue: Queue) -> Result<bool, DbError> {
    let paused = sqlx::query_scalar!(
        r#"SELECT paused_at IS NOT NULL AS "paused!" FROM queues WHERE name = $1"#,
        queue.name()
    );
    Ok(paused.fetch_optional(pool).await?.unwrap_or(false))
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
