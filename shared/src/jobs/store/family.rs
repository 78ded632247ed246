use crate::{db::DbError, jobs::terms::Lease, kernel::ExecutionId};
use sqlx::{PgConnection, PgPool};

/// Puts a running parent aside, unless a cancel of it was accepted: queued, due when its children have ended (never, until somebody says so), no attempt spent.
pub(in crate::jobs) async fn await_children(conn: &mut PgConnection, lease: Lease) -> Result<bool, DbError> {
    let done = sqlx::query!(
        r#"UPDATE executions SET status = 'queued', leased_until = NULL, lease_token = lease_token + 1, attempt = attempt - 1,
            awaits_children = true, seated = false, scheduled_at = '9999-12-31',
            history = history || jsonb_build_object('seq', jsonb_array_length(history) + 1, 'at', clock_timestamp(),
                'status', 'queued', 'attempt', attempt - 1, 'message', 'waits for its children', 'fr', 'attend la fin de ses parties')
        WHERE id = $1 AND lease_token = $2 AND status = 'running' AND cancel_requested_at IS NULL"#,
        lease.id.0,
        lease.token,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes parents due that wait for children of whom none lives any more: of `only` these, or of all.
pub(in crate::jobs) async fn wake_parents(
    pool: &PgPool,
    only: Option<&[ExecutionId]>,
) -> Result<Vec<(ExecutionId, String)>, DbError> {
    let only: Option<Vec<uuid::Uuid>> = only.map(|ids| ids.iter().map(|id| id.0).collect());
    let rows = sqlx::query!(
        r#"WITH next AS MATERIALIZED (
            SELECT id FROM executions p
            WHERE awaits_children AND status = 'queued' AND scheduled_at >= '9999-12-31' AND ($1::uuid[] IS NULL OR id = ANY($1))
              AND NOT EXISTS (SELECT FROM executions c WHERE c.parent_id = p.id)
            ORDER BY id FOR UPDATE SKIP LOCKED)
        UPDATE executions p SET scheduled_at = clock_timestamp(), seated = place IS NOT NULL FROM next WHERE p.id = next.id
        RETURNING p.id AS "id: ExecutionId", p.queue"#,
        only.as_deref(),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.queue)).collect())
}

/// The live children of these parents.
pub(in crate::jobs) async fn live_children(
    conn: &mut PgConnection,
    parents: &[ExecutionId],
) -> Result<Vec<ExecutionId>, DbError> {
    let parents: Vec<uuid::Uuid> = parents.iter().map(|id| id.0).collect();
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: ExecutionId" FROM executions WHERE parent_id = ANY($1)"#,
        &parents
    )
    .fetch_all(conn)
    .await?)
}
