//! Old rows leave the database: a month's partition becomes compressed JSON lines in the file store, then it is dropped.
//!
//! ```text
//!   finished_executions_2026_08 --read by id--> archive/executions/2026-08/part-0001.jsonl.zst, ... --all stored--> DROP TABLE
//! ```
//!
//! The drop is in the commit that completes the job: a worker that dies before it leaves the partition, and the next attempt writes the
//! same parts again under the same names. Whatever has such partitions is a [`Series`].

use crate::{
    db::{Db, DbError, Month, Monthly, Tx},
    ports::{FileStore, FileStoreError},
};
use chrono::Duration;
use serde::Serialize;
use std::io::Write;

/// Rows in one file: some ten megabytes of JSON at a time in memory.
pub const ROWS_A_PART: i64 = 20_000;
/// A month that was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Archived {
    /// `2026_08`.
    pub month: String,
    /// Rows.
    pub rows: usize,
    /// Keys in the file store.
    pub files: Vec<String>,
}

/// Why nothing was archived.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The file store failed; the partition stands.
    #[error(transparent)]
    Files(#[from] FileStoreError),
    /// Compressing failed.
    #[error("compressing: {0}")]
    Compress(#[from] std::io::Error),
    /// The database failed; the partition stands.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A table's months that are archived, and the folder of the archive that they go to.
#[derive(Debug, Clone, Copy)]
pub struct Series {
    /// The table.
    pub months: Monthly,
    /// Below `archive/`.
    pub folder: &'static str,
}

impl Series {
    /// Stores every month that ended more than `keep_days` ago; [`Series::drop_stored`] then drops them.
    ///
    /// # Errors
    /// The file store or the database failed. What was stored is stored again next time, under the same names.
    pub async fn store_old(
        self,
        db: &Db,
        files: &dyn FileStore,
        keep_days: u32,
    ) -> Result<Vec<(Month, Archived)>, ArchiveError> {
        let end = db.clock().now() - Duration::days(keep_days.into());
        let mut archived = Vec::new();
        for month in self.months.months_before(db.pool(), end).await? {
            archived.push((month, self.store_month(db, files, month).await?));
        }
        Ok(archived)
    }

    async fn store_month(self, db: &Db, files: &dyn FileStore, month: Month) -> Result<Archived, ArchiveError> {
        let mut done = Archived {
            month: month.name(),
            rows: 0,
            files: Vec::new(),
        };
        let mut after = self.months.before_first.to_owned();
        loop {
            let rows = self.months.rows(db.pool(), month, &after, ROWS_A_PART).await?;
            let Some((last, _)) = rows.last() else { return Ok(done) };
            after.clone_from(last);
            done.rows += rows.len();
            let key = format!(
                "archive/{}/{}/part-{:04}.jsonl.zst",
                self.folder,
                month.name().replace('_', "-"),
                done.files.len() + 1
            );
            let lines: Vec<_> = rows.into_iter().map(|(_, line)| line).collect();
            let bytes = tokio::task::spawn_blocking(move || compress(&lines))
                .await
                .map_err(std::io::Error::other)??;
            files.put(&key, bytes.into(), "application/zstd").await?;
            done.files.push(key);
        }
    }

    /// Drops what was stored whole. A month that was written to since then stands until the next time.
    ///
    /// # Errors
    /// The database failed.
    pub async fn drop_stored(self, tx: &mut Tx, archived: &[(Month, Archived)]) -> Result<(), DbError> {
        for (month, done) in archived {
            if !self.months.drop_month(tx, *month, done.rows).await? {
                tracing::warn!(
                    month = done.month,
                    table = self.months.table,
                    "written to while it was archived: it stands"
                );
            }
        }
        Ok(())
    }
}

/// JSON lines, compressed.
///
/// # Errors
/// The compressor failed.
pub fn compress(lines: &[String]) -> std::io::Result<Vec<u8>> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 6)?;
    encoder.include_checksum(true)?;
    for line in lines {
        encoder.write_all(line.as_bytes())?;
        encoder.write_all(b"\n")?;
    }
    encoder.finish()
}
