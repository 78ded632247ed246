use crate::db::{DbError, Monthly};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// The finished rows: their ids are UUIDv7, so a month is a range of ids.
pub(in crate::jobs) const FINISHED: Monthly = Monthly {
    table: "finished_executions",
    id_type: "uuid",
    before_first: "00000000-0000-0000-0000-000000000000",
};

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
