use super::domain::CatchUp;
use crate::{
    db::{DbError, Tx},
    kernel::{Choice, ExecutionId},
};
use chrono::{DateTime, Utc};

/// A schedule's row, as whoever fires reads it.
#[derive(Debug)]
pub(super) struct Row {
    pub name: String,
    pub kind: String,
    pub queue: String,
    pub priority: i16,
    pub payload: serde_json::Value,
    pub payload_version: i16,
    pub max_attempts: i16,
    pub cron: String,
    pub timezone: String,
    pub enabled: bool,
    pub catch_up: CatchUp,
    pub next_due_at: Option<DateTime<Utc>>,
}

/// What the code says of a schedule.
#[derive(Debug)]
pub(super) struct Template<'a> {
    pub name: &'a str,
    pub kind: &'a str,
    pub queue: &'a str,
    pub priority: i16,
    pub payload: serde_json::Value,
    pub payload_version: i16,
    pub max_attempts: i16,
    pub cron: &'a str,
    pub timezone: &'a str,
    pub catch_up: CatchUp,
}

/// Adds it with the code's cron, or brings what the code owns up to date and leaves what the operator owns.
pub(super) async fn register(tx: &mut Tx, t: &Template<'_>, next: Option<DateTime<Utc>>) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO schedules (name, kind, queue, priority, payload, payload_version, max_attempts, cron, timezone, catch_up, next_due_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, queue = excluded.queue, priority = excluded.priority,
            payload = excluded.payload, payload_version = excluded.payload_version, max_attempts = excluded.max_attempts
         WHERE (schedules.kind, schedules.queue, schedules.priority, schedules.payload, schedules.payload_version, schedules.max_attempts)
            IS DISTINCT FROM (excluded.kind, excluded.queue, excluded.priority, excluded.payload, excluded.payload_version, excluded.max_attempts)",
        t.name,
        t.kind,
        t.queue,
        t.priority,
        t.payload,
        t.payload_version,
        t.max_attempts,
        t.cron,
        t.timezone,
        t.catch_up.name(),
        next,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Schedules whose time has come, locked; those that another worker fires at this moment are left to it.
pub(super) async fn lock_due(tx: &mut Tx) -> Result<Vec<Row>, DbError> {
    let now = tx.now();
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT name, kind, queue, priority, payload, payload_version, max_attempts, cron, timezone, enabled, catch_up AS "catch_up: CatchUp", next_due_at
        FROM schedules WHERE enabled AND next_due_at <= $1 ORDER BY name FOR UPDATE SKIP LOCKED"#,
        now
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One schedule, locked.
pub(super) async fn lock(tx: &mut Tx, name: &str) -> Result<Option<Row>, DbError> {
    Ok(sqlx::query_as!(
        Row,
        r#"SELECT name, kind, queue, priority, payload, payload_version, max_attempts, cron, timezone, enabled, catch_up AS "catch_up: CatchUp", next_due_at
        FROM schedules WHERE name = $1 FOR UPDATE"#,
        name
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes the firing; false when this due time was fired before.
pub(super) async fn fired(
    tx: &mut Tx,
    name: &str,
    due: DateTime<Utc>,
    execution: ExecutionId,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "INSERT INTO schedule_firings (schedule, due_at, execution_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        name,
        due,
        execution.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn set_next(tx: &mut Tx, name: &str, next: Option<DateTime<Utc>>) -> Result<(), DbError> {
    sqlx::query!("UPDATE schedules SET next_due_at = $2 WHERE name = $1", name, next)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The operator's four settings.
pub(super) async fn configure(
    tx: &mut Tx,
    name: &str,
    cron: &str,
    timezone: &str,
    enabled: bool,
    catch_up: CatchUp,
    next: Option<DateTime<Utc>>,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE schedules SET cron = $2, timezone = $3, enabled = $4, catch_up = $5, next_due_at = $6, updated_at = $7 WHERE name = $1",
        name,
        cron,
        timezone,
        enabled,
        catch_up.name(),
        next,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets firings older than `before`; what they fired is in the ledger.
pub(super) async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("DELETE FROM schedule_firings WHERE due_at < $1", before)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}
