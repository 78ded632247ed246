use crate::{
    db::DbError,
    jobs::lease::{Claimed, ClaimedRow, Claimer},
    kernel::ExecutionId,
};
use sqlx::PgPool;

/// Leases those of `ids` that are due, known to the worker and not paused. The others are somebody else's, or not yet due.
pub(in crate::jobs) async fn claim_ids(
    pool: &PgPool,
    by: &Claimer,
    ids: &[ExecutionId],
) -> Result<Vec<Claimed>, DbError> {
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        ClaimedRow,
        r#"WITH next AS MATERIALIZED (
            SELECT id FROM executions e
            WHERE id = ANY($1) AND status = 'queued' AND scheduled_at <= clock_timestamp()
              AND kind || '@' || payload_version = ANY($2)
              AND NOT EXISTS (SELECT FROM queues q WHERE q.name = e.queue AND q.paused_at IS NOT NULL)
            ORDER BY id FOR UPDATE SKIP LOCKED)
        UPDATE executions e
        SET status = 'running', attempt = e.attempt + 1, lease_token = e.lease_token + 1, worker = $3,
            leased_until = clock_timestamp() + $4::float8 * interval '1 second',
            started_at = coalesce(e.started_at, clock_timestamp()), progress = 0, progress_message = NULL,
            history = e.history || jsonb_build_object('seq', jsonb_array_length(e.history) + 1, 'at', clock_timestamp(),
                'status', 'running', 'attempt', e.attempt + 1, 'worker', $3::text)
        FROM next WHERE e.id = next.id
        RETURNING e.id, e.kind, e.queue, e.payload, e.payload_version, e.attempt, e.max_attempts, e.deaths, e.lease_token,
            e.company_id, e.created_by, e.trace,
            extract(epoch FROM clock_timestamp() - e.scheduled_at)::float8 AS "waited_seconds!""#,
        &ids,
        &by.knows,
        by.worker,
        by.lease.as_secs_f64(),
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(Claimed::from).collect())
}

/// Leases the next due rows of a queue, most urgent first: how a worker finds work when the bell is away.
pub(in crate::jobs) async fn claim_next(
    pool: &PgPool,
    by: &Claimer,
    queue: &str,
    limit: i64,
) -> Result<Vec<Claimed>, DbError> {
    let ids: Vec<ExecutionId> = sqlx::query_scalar!(
        r#"SELECT id AS "id: ExecutionId" FROM executions
        WHERE queue = $1 AND status = 'queued' AND scheduled_at <= clock_timestamp() AND kind || '@' || payload_version = ANY($2)
        ORDER BY priority, scheduled_at, id LIMIT $3"#,
        queue,
        &by.knows,
        limit,
    )
    .fetch_all(pool)
    .await?;
    if ids.is_empty() {
        Ok(Vec::new())
    } else {
        claim_ids(pool, by, &ids).await
    }
}
