//! Executions that ended after their month was archived and dropped: one may wait for longer than any retention, or its retry may. Without
//! a partition of their own they land in the default one, which is never dropped; their lines go to files of their own.

use super::store;
use crate::{
    archive::{ArchiveError, ROWS_A_PART, compress},
    db::{Db, DbError, Tx},
    kernel::ExecutionId,
    ports::FileStore,
};
use chrono::Duration;
use serde::Serialize;

/// Latecomers that were stored.
#[derive(Debug, Clone, Serialize)]
pub struct Latecomers {
    #[serde(skip)]
    ids: Vec<ExecutionId>,
    /// Executions.
    pub rows: usize,
    /// Key in the file store.
    pub file: String,
}

/// Stores the oldest of them, [`ROWS_A_PART`] at most: the next night takes more. [`forget`] then deletes them. A worker that dies in
/// between may leave a file whose lines another file has too, never the other way round.
///
/// # Errors
/// The file store or the database failed: nothing is deleted.
pub async fn store_late(db: &Db, files: &dyn FileStore, keep_days: u32) -> Result<Option<Latecomers>, ArchiveError> {
    let end = db.clock().now() - Duration::days(keep_days.into());
    let (ids, lines): (Vec<_>, Vec<_>) = store::late(db.pool(), end, ROWS_A_PART).await?.into_iter().unzip();
    let Some(first) = ids.first() else { return Ok(None) };
    let file = format!("archive/executions/late/{first}.jsonl.zst");
    let bytes = tokio::task::spawn_blocking(move || compress(&lines))
        .await
        .map_err(std::io::Error::other)??;
    files.put(&file, bytes.into(), "application/zstd").await?;
    let rows = ids.len();
    Ok(Some(Latecomers { ids, rows, file }))
}

/// Deletes what was stored.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, late: &Latecomers) -> Result<(), DbError> {
    store::forget_late(tx, &late.ids).await
}
