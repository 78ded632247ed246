use crate::db::DbError;
use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// Makes the partitions of `months` calendar months from the one of `first` on; those that stand are left alone.
pub(in crate::jobs) async fn ensure_partitions(
    pool: &PgPool,
    first: DateTime<Utc>,
    months: i32,
) -> Result<(), DbError> {
    sqlx::query!("SELECT ensure_finished_executions_partitions($1, $2)", first, months)
        .execute(pool)
        .await?;
    Ok(())
}
