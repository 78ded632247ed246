//! What waits to be rung for.

use crate::{
    db::{Db, DbError},
    kernel::{ExecutionId, Queue},
};
use std::time::Duration;

/// Due rows of a queue that nobody has claimed for `at_least`, up to `limit` of each line: what the relay rings for, and
/// the seconds for which each has been due.
/// Their order does not matter, because a ring only says that there is work; the claim finds the fairest.
///
/// # Errors
/// The database failed.
pub async fn due(
    db: &Db,
    queue: Queue,
    kinds: &[String],
    at_least: Duration,
    limit: i64,
) -> Result<Vec<(ExecutionId, f64)>, DbError> {
    let rows = sqlx::query!(
        r#"WITH RECURSIVE lines AS (
            (SELECT kind, payload_version, line, priority FROM executions
             WHERE queue = $1 AND status = 'queued' AND seated AND NOT EXISTS (SELECT FROM queues q WHERE q.name = $1 AND q.paused_at IS NOT NULL)
             ORDER BY kind, payload_version, line, priority LIMIT 1)
            UNION ALL
            SELECT n.kind, n.payload_version, n.line, n.priority FROM lines l CROSS JOIN LATERAL (
                SELECT kind, payload_version, line, priority FROM executions
                WHERE queue = $1 AND status = 'queued' AND seated
                  AND (kind, payload_version, line, priority) > (l.kind, l.payload_version, l.line, l.priority)
                ORDER BY kind, payload_version, line, priority LIMIT 1) n
        )
        SELECT c.id AS "id: ExecutionId", extract(epoch FROM clock_timestamp() - c.scheduled_at)::float8 AS "waited!" FROM lines l CROSS JOIN LATERAL (
            SELECT e.id, e.scheduled_at FROM executions e
            WHERE e.queue = $1 AND e.status = 'queued' AND e.seated AND e.kind = l.kind AND e.payload_version = l.payload_version
              AND e.line = l.line AND e.priority = l.priority
              AND e.scheduled_at <= clock_timestamp() - $4::float8 * interval '1 second'
            ORDER BY e.place LIMIT $3) c
        WHERE l.kind || '@' || l.payload_version = ANY($2)
        LIMIT $3"#,
        queue.name(),
        kinds,
        limit,
        at_least.as_secs_f64(),
    )
    .fetch_all(db.ledger())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.waited)).collect())
}
