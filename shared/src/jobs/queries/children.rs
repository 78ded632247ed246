//! How children fared, for the parent that waited for them.

use crate::{db::DbError, jobs::family::Children, kernel::ExecutionId};
use sqlx::PgPool;

/// How the children of an execution ended so far. A child that was run again counts by its latest run.
///
/// # Errors
/// The database failed.
pub async fn children(pool: &PgPool, parent: ExecutionId) -> Result<Children, DbError> {
    Ok(sqlx::query_as!(
        Children,
        r#"SELECT count(*) FILTER (WHERE status = 'success') AS "success!", count(*) FILTER (WHERE status = 'error') AS "error!",
            count(*) FILTER (WHERE status = 'cancelled') AS "cancelled!"
        FROM finished_executions c
        WHERE c.parent_id = $1 AND NOT EXISTS (SELECT FROM finished_executions r WHERE r.retry_of = c.id)"#,
        parent.0
    )
    .fetch_one(pool)
    .await?)
}
