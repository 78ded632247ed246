//! Old executions leave the database: a month's partition becomes compressed JSON lines in the file store, then it is dropped.
//!
//! ```text
//!   finished_executions_2026_08 --read by id--> archive/executions/2026-08/part-0001.jsonl.zst, ... --all stored--> DROP TABLE
//! ```
//!
//! The drop is in the commit that completes the job: a worker that dies before it leaves the partition, and the next attempt writes the
//! same parts again under the same names.

use super::{
    drill,
    job::{Backoff, Job, Policy, Queue},
    schedules, store,
};
use crate::{
    db::{Db, DbError, Tx},
    kernel::ExecutionId,
    ports::{FileStore, FileStoreError},
};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::io::Write;

/// Rows in one file: some ten megabytes of JSON at a time in memory.
const ROWS_A_PART: i64 = 20_000;
/// What a drill leaves is looked at right after it.
const DRILL_DAYS: i64 = 7;
/// Firings are kept for longer than any schedule's period.
const FIRING_DAYS: i64 = 400;

/// Archives the months that ended more than `keep_days` ago.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArchiveExecutions {
    /// Days that finished executions stay in the database at least.
    pub keep_days: u32,
}

impl Job for ArchiveExecutions {
    const KIND: &'static str = "archive_executions";
    const POLICY: Policy = Policy {
        queue: Queue::Maintenance,
        max_attempts: 5,
        backoff: Backoff {
            first: std::time::Duration::from_secs(60),
            cap: std::time::Duration::from_secs(3600),
        },
        timeout: std::time::Duration::from_secs(3 * 3600),
        priority: 8,
    };
}

/// A calendar month in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month(NaiveDate);

impl Month {
    /// From `2026_08`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        NaiveDate::parse_from_str(&format!("{name}_01"), "%Y_%m_%d")
            .ok()
            .map(Self)
    }
    /// As partitions are called, `2026_08`.
    #[must_use]
    pub fn name(self) -> String {
        self.0.format("%Y_%m").to_string()
    }
    /// Its first instant.
    #[must_use]
    pub fn start(self) -> DateTime<Utc> {
        self.0.and_time(chrono::NaiveTime::MIN).and_utc()
    }
    /// The first instant of the next.
    #[must_use]
    pub fn end(self) -> DateTime<Utc> {
        let next = if self.0.month() == 12 {
            NaiveDate::from_ymd_opt(self.0.year() + 1, 1, 1)
        } else {
            NaiveDate::from_ymd_opt(self.0.year(), self.0.month() + 1, 1)
        };
        next.unwrap_or(self.0).and_time(chrono::NaiveTime::MIN).and_utc()
    }
}

/// A month that was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Archived {
    /// `2026_08`.
    pub month: String,
    /// Executions.
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

/// Stores every month that is old enough; [`forget`] then drops them.
///
/// # Errors
/// The file store or the database failed. What was stored is stored again next time, under the same names.
pub async fn store_old(db: &Db, files: &dyn FileStore, keep_days: u32) -> Result<Vec<(Month, Archived)>, ArchiveError> {
    let end = db.clock().now() - Duration::days(keep_days.into());
    let mut archived = Vec::new();
    for month in store::months_before(db.pool(), end).await? {
        archived.push((month, store_month(db, files, month).await?));
    }
    Ok(archived)
}

async fn store_month(db: &Db, files: &dyn FileStore, month: Month) -> Result<Archived, ArchiveError> {
    let mut done = Archived {
        month: month.name(),
        rows: 0,
        files: Vec::new(),
    };
    let mut after = ExecutionId(uuid::Uuid::nil());
    loop {
        let rows = store::rows_of(db.pool(), month, after, ROWS_A_PART).await?;
        let Some((last, _)) = rows.last() else { return Ok(done) };
        after = *last;
        done.rows += rows.len();
        let key = format!(
            "archive/executions/{}/part-{:04}.jsonl.zst",
            month.0.format("%Y-%m"),
            done.files.len() + 1
        );
        let bytes = tokio::task::spawn_blocking(move || compress(&rows))
            .await
            .map_err(std::io::Error::other)??;
        files.put(&key, bytes.into(), "application/zstd").await?;
        done.files.push(key);
    }
}

fn compress(rows: &[(ExecutionId, String)]) -> std::io::Result<Vec<u8>> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 6)?;
    encoder.include_checksum(true)?;
    for (_, text) in rows {
        encoder.write_all(text.as_bytes())?;
        encoder.write_all(b"\n")?;
    }
    encoder.finish()
}

/// Drops what was stored, and what nobody will ask for any more.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, archived: &[(Month, Archived)]) -> Result<(), DbError> {
    for (month, _) in archived {
        store::drop_month(tx, *month).await?;
    }
    drill::forget(tx, DRILL_DAYS).await?;
    let before = tx.now() - Duration::days(FIRING_DAYS);
    schedules::usecases::forget_firings(tx, before).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_where_the_next_begins() {
        let december = Month::parse("2026_12").unwrap();
        assert_eq!(december.end(), Month::parse("2027_01").unwrap().start());
        assert_eq!(december.name(), "2026_12");
        assert_eq!(Month::parse("default"), None);
    }
}
