//! Read models of schedules.

use super::domain::CatchUp;
use crate::{
    db::DbError,
    kernel::{ExecutionId, Grant, permissions::QueueOperate},
};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// A schedule as an operator sees it.
#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ScheduleState {
    /// Its name.
    #[schema(example = "archive_executions")]
    pub name: String,
    /// What it enqueues.
    pub kind: String,
    /// Minute, hour, day of month, month, day of week by name.
    #[schema(example = "15 3 * * *")]
    pub cron: String,
    /// IANA name.
    #[schema(example = "Europe/Paris")]
    pub timezone: String,
    /// Nothing is fired while false.
    pub enabled: bool,
    /// What becomes of due times that nobody was there for.
    pub catch_up: CatchUp,
    /// When it fires next; null when disabled, or when its line never matches again.
    pub next_due_at: Option<DateTime<Utc>>,
    /// The last due time that was fired.
    pub last_due_at: Option<DateTime<Utc>>,
    /// What was enqueued for it.
    pub last_execution_id: Option<ExecutionId>,
}

/// Every schedule, by name.
///
/// # Errors
/// The database failed.
pub async fn list(pool: &PgPool, _grant: Grant<QueueOperate>) -> Result<Vec<ScheduleState>, DbError> {
    Ok(sqlx::query_as!(
        ScheduleState,
        r#"SELECT s.name, s.kind, s.cron, s.timezone, s.enabled, s.catch_up AS "catch_up: CatchUp", s.next_due_at,
            f.due_at AS "last_due_at?", f.execution_id AS "last_execution_id?: ExecutionId"
        FROM schedules s
        LEFT JOIN LATERAL (SELECT due_at, execution_id FROM schedule_firings WHERE schedule = s.name ORDER BY due_at DESC LIMIT 1) f ON true
        ORDER BY s.name"#
    )
    .fetch_all(pool)
    .await?)
}
