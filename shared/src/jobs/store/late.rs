//! Finished executions that have no month's partition.

use crate::{
    db::{DbError, Tx},
    kernel::ExecutionId,
};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// Those that were made before `end`, oldest first, as (id, JSON text).
pub async fn late(pool: &PgPool, end: DateTime<Utc>, limit: i64) -> Result<Vec<(ExecutionId, String)>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT t.id AS "id: ExecutionId", to_jsonb(t)::text AS "line!" FROM finished_executions_default t
        WHERE t.id < uuid7_floor($1) ORDER BY t.id LIMIT $2"#,
        end,
        limit
    );
    Ok(rows
        .fetch_all(pool)
        .await?
        .into_iter()
        .map(|row| (row.id, row.line))
        .collect())
}

/// Deletes these.
pub async fn forget_late(tx: &mut Tx, ids: &[ExecutionId]) -> Result<(), DbError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    sqlx::query!("DELETE FROM finished_executions_default WHERE id = ANY($1)", &ids)
        .execute(tx.conn())
        .await?;
    Ok(())
}
