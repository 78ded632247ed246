use crate::{
    db::DbError,
    jobs::lease::{Claimed, ClaimedRow, Claimer, Wanted},
};
use sqlx::PgConnection;

/// A waiting execution becomes one step more urgent each time it has waited this long, so that a busy high priority never buries it.
const AGEING_SECONDS: f64 = 60.0;

/// Leases the next due rows of a queue that the worker knows, in fair order: most urgent first (priority, aged), inside an urgency one
/// of each company in turn, a company that was served longest ago first, then oldest first.
///
/// The recursion is a loose index scan over `executions_fair_idx` (PostgreSQL wiki, "Loose indexscan"): it visits each pair of company and
/// priority that waits once, whatever the backlog behind it. Twice as many candidates as wanted are ranked, because other workers
/// rank the same rows at the same moment and `SKIP LOCKED` passes over theirs.
pub(in crate::jobs) async fn claim(
    conn: &mut PgConnection,
    by: &Claimer,
    wanted: &Wanted<'_>,
) -> Result<Vec<Claimed>, DbError> {
    let rows = sqlx::query_as!(
        ClaimedRow,
        r#"WITH RECURSIVE heads AS (
            (SELECT coalesce(company_id, 0) AS company, priority FROM executions
             WHERE queue = $1 AND status = 'queued' AND NOT EXISTS (SELECT FROM queues q WHERE q.name = $1 AND q.paused_at IS NOT NULL)
             ORDER BY coalesce(company_id, 0), priority LIMIT 1)
            UNION ALL
            SELECT n.company, n.priority FROM heads h CROSS JOIN LATERAL (
                SELECT coalesce(company_id, 0) AS company, priority FROM executions
                WHERE queue = $1 AND status = 'queued' AND (coalesce(company_id, 0), priority) > (h.company, h.priority)
                ORDER BY coalesce(company_id, 0), priority LIMIT 1) n
        ), waiting AS (
            SELECT c.id, c.scheduled_at, h.company,
                greatest(0, h.priority - floor(extract(epoch FROM clock_timestamp() - c.scheduled_at) / $7::float8)) AS urgency
            FROM heads h CROSS JOIN LATERAL (
                SELECT e.id, e.scheduled_at FROM executions e
                WHERE e.queue = $1 AND e.status = 'queued' AND coalesce(e.company_id, 0) = h.company AND e.priority = h.priority
                  AND e.scheduled_at <= clock_timestamp() AND e.kind || '@' || e.payload_version = ANY($2)
                ORDER BY e.scheduled_at, e.id LIMIT $3::bigint * 2) c
            WHERE h.company <> ALL($5)
        ), ranked AS (
            SELECT w.id, row_number() OVER (ORDER BY w.urgency, w.turn, coalesce(array_position($6::bigint[], w.company), 0), w.scheduled_at, w.id) AS place
            FROM (SELECT *, row_number() OVER (PARTITION BY company, urgency ORDER BY scheduled_at, id) AS turn FROM waiting) w
            ORDER BY place LIMIT $3 * 2
        ), next AS MATERIALIZED (
            SELECT e.id, r.place FROM ranked r JOIN executions e ON e.id = r.id
            WHERE e.leased_until IS NULL ORDER BY r.place LIMIT $3 FOR UPDATE OF e SKIP LOCKED
        )
        UPDATE executions e
        SET status = 'running', attempt = e.attempt + 1, lease_token = e.lease_token + 1, worker = $4,
            leased_until = clock_timestamp() + $8::float8 * interval '1 second',
            started_at = coalesce(e.started_at, clock_timestamp()), progress = 0, progress_message = NULL,
            history = e.history || jsonb_build_object('seq', jsonb_array_length(e.history) + 1, 'at', clock_timestamp(),
                'status', 'running', 'attempt', e.attempt + 1, 'worker', $4::text)
        FROM next WHERE e.id = next.id
        RETURNING e.id, e.kind, e.queue, e.payload, e.payload_version, e.attempt, e.max_attempts, e.deaths, e.lease_token,
            e.company_id, e.created_by, e.trace, e.awaits_children,
            extract(epoch FROM clock_timestamp() - e.scheduled_at)::float8 AS "waited_seconds!""#,
        wanted.queue.name(),
        wanted.kinds,
        wanted.limit,
        by.worker,
        wanted.not_of,
        wanted.served,
        AGEING_SECONDS,
        by.lease.as_secs_f64(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Claimed::from).collect())
}
