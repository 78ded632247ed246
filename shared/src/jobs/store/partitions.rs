use crate::{
    db::{DbError, Tx},
    jobs::archive::Month,
    kernel::ExecutionId,
};
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

/// The months that have a partition and ended before `end`, oldest first.
pub(in crate::jobs) async fn months_before(pool: &PgPool, end: DateTime<Utc>) -> Result<Vec<Month>, DbError> {
    let names = sqlx::query_scalar!(
        r#"SELECT substring(c.relname FROM '[0-9]{4}_[0-9]{2}$') AS "name!" FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'finished_executions'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$' ORDER BY 1"#
    )
    .fetch_all(pool)
    .await?;
    Ok(names
        .iter()
        .filter_map(|name| Month::parse(name))
        .filter(|month| month.end() <= end)
        .collect())
}

/// Rows of a month as JSON texts, in the order of their ids, after `after`.
pub(in crate::jobs) async fn rows_of(
    pool: &PgPool,
    month: Month,
    after: ExecutionId,
    limit: i64,
) -> Result<Vec<(ExecutionId, String)>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ExecutionId", to_jsonb(f)::text AS "text!" FROM finished_executions f
        WHERE id >= uuid7_floor($1) AND id < uuid7_floor($2) AND id > $3 ORDER BY id LIMIT $4"#,
        month.start(),
        month.end(),
        after.0,
        limit
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.text)).collect())
}

/// Drops a month's partition. It waits a few seconds at most for whoever reads it, rather than have everybody wait behind it.
pub(in crate::jobs) async fn drop_month(tx: &mut Tx, month: Month) -> Result<(), DbError> {
    sqlx::query("SET LOCAL lock_timeout = '5s'").execute(tx.conn()).await?;
    // A month's name has digits and one underscore only.
    let statement = format!("DROP TABLE finished_executions_{}", month.name());
    sqlx::query(sqlx::AssertSqlSafe(statement)).execute(tx.conn()).await?;
    Ok(())
}
