//! What stands between a finished execution and another run of it.

use crate::{db::DbError, jobs::execution::Status, kernel::ExecutionId};
use sqlx::PgConnection;

/// Where an execution stands in its family.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which.
    pub id: ExecutionId,
    /// It was run again.
    pub is_retried: bool,
    /// What it is a part of, nearest first.
    pub ancestors: Vec<ExecutionId>,
    /// The nearest of these that was cancelled or run again: its next run makes this one anew.
    pub superseded_by: Option<ExecutionId>,
    /// A part of it that was run again after its own end and is under way.
    pub live_part: Option<ExecutionId>,
    /// A part of it was run again after its own end, and that was not in vain.
    pub has_part_again: bool,
}

/// How these stand, in no order; those that there are none of are left out.
///
/// # Errors
/// The database failed.
pub async fn standing(conn: &mut PgConnection, ids: &[ExecutionId]) -> Result<Vec<Standing>, DbError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(sqlx::query_as!(
        Standing,
        r#"SELECT x.id AS "id!: ExecutionId",
            EXISTS (SELECT FROM all_executions r WHERE r.retry_of = x.id) AS "is_retried!",
            above.ids AS "ancestors!: Vec<ExecutionId>", above.superseded AS "superseded_by: ExecutionId",
            parts.live AS "live_part: ExecutionId", parts.has_any AS "has_part_again!"
        FROM all_executions x
        CROSS JOIN LATERAL (
            WITH RECURSIVE up AS (
                SELECT p.id, p.parent_id, p.status, p.cancel_requested_at, 1 AS depth FROM all_executions p WHERE p.id = x.parent_id
                UNION ALL
                SELECT p.id, p.parent_id, p.status, p.cancel_requested_at, up.depth + 1 FROM up JOIN all_executions p ON p.id = up.parent_id
            )
            SELECT coalesce(array_agg(up.id ORDER BY depth), '{}') AS ids,
                (array_agg(up.id ORDER BY depth) FILTER (WHERE status = 'cancelled'
                    OR status IN ('queued', 'running') AND cancel_requested_at IS NOT NULL
                    OR EXISTS (SELECT FROM all_executions r WHERE r.retry_of = up.id)))[1] AS superseded
            FROM up
        ) above
        CROSS JOIN LATERAL (
            WITH RECURSIVE down AS (
                SELECT c.id, c.status, c.retry_of, c.created_at, c.cancel_requested_at FROM all_executions c WHERE c.parent_id = x.id
                UNION ALL
                SELECT c.id, c.status, c.retry_of, c.created_at, c.cancel_requested_at FROM down JOIN all_executions c ON c.parent_id = down.id
            )
            SELECT (array_agg(down.id) FILTER (WHERE status IN ('queued', 'running') AND cancel_requested_at IS NULL))[1] AS live,
                count(*) FILTER (WHERE status NOT IN ('error', 'cancelled')) > 0 AS has_any
            FROM down WHERE retry_of IS NOT NULL AND created_at >= x.finished_at
        ) parts
        WHERE x.id = ANY($1)"#,
        &ids
    )
    .fetch_all(conn)
    .await?)
}

/// An execution and all runs that repeat it, directly or not, oldest first.
///
/// # Errors
/// The database failed.
pub async fn runs(conn: &mut PgConnection, id: ExecutionId) -> Result<Vec<(ExecutionId, Status)>, DbError> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE runs AS (
            SELECT id, status FROM all_executions WHERE id = $1
            UNION
            SELECT e.id, e.status FROM runs JOIN all_executions e ON e.retry_of = runs.id
        ) SELECT id AS "id!: ExecutionId", status AS "status!: Status" FROM runs ORDER BY id"#,
        id.0
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.status)).collect())
}
