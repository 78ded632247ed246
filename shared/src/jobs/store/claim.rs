use crate::{
    db::DbError,
    jobs::terms::{Claimed, ClaimedRow, Claimer, Wanted},
};
use sqlx::PgConnection;

/// A waiting execution becomes one step more urgent each time it has waited this long, so that a busy high priority never buries it.
const AGEING_SECONDS: f64 = 60.0;

/// Leases the next due rows of a queue that the worker knows, in fair order: most urgent first (priority, aged), inside an urgency those that
/// are the fewest turns ahead of what is served, one of each company in turn, a company that was served longest ago first, then oldest first.
///
/// Of each line (kind, version, priority) the first rows by place are ranked, whoever's they are: a place is given so that companies take turns.
/// The recursion is a loose index scan over `executions_line_idx` (PostgreSQL wiki, "Loose indexscan") that visits each line once, whatever the
/// backlog behind it and the number of companies. Twice as many candidates as wanted are ranked, because other workers rank the same rows at the
/// same moment and `SKIP LOCKED` passes over theirs. They are locked one by one in their order and written where they lie (`ctid`, which holds still
/// within a statement that has locked the row; a row that moved since it was ranked is somebody else's by now, or stands here at the next claim).
/// Which place is served is told where nobody else is telling it: a claim later it is told again.
pub(in crate::jobs) async fn claim(
    conn: &mut PgConnection,
    by: &Claimer,
    wanted: &Wanted<'_>,
) -> Result<Vec<Claimed>, DbError> {
    let rows = sqlx::query_as!(
        ClaimedRow,
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
        ), waiting AS (
            SELECT c.id, c.tid, c.scheduled_at, c.company, greatest(0, c.place - coalesce(s.served, 0)) AS ahead,
                greatest(0, l.priority - floor(extract(epoch FROM clock_timestamp() - c.scheduled_at) / $7::float8)) AS urgency
            FROM lines l LEFT JOIN execution_lines s ON s.queue = $1 AND s.kind = l.kind AND s.priority = l.priority CROSS JOIN LATERAL (
                SELECT e.id, e.ctid AS tid, e.scheduled_at, coalesce(e.company_id, 0) AS company, e.place FROM executions e
                WHERE e.queue = $1 AND e.status = 'queued' AND e.seated AND e.kind = l.kind AND e.payload_version = l.payload_version
                  AND e.line = l.line AND e.priority = l.priority AND e.scheduled_at <= clock_timestamp() AND coalesce(e.company_id, 0) <> ALL($5)
                ORDER BY e.place LIMIT $3::bigint * 2) c
            WHERE l.kind || '@' || l.payload_version = ANY($2) AND l.line <> ALL($5)
        ), ranked AS (
            SELECT w.tid, row_number() OVER (ORDER BY w.urgency, greatest(w.ahead, w.nth - 1),
                coalesce(array_position($6::bigint[], w.company), 0), w.scheduled_at, w.id) AS rank
            FROM (SELECT *, row_number() OVER (PARTITION BY company, urgency ORDER BY ahead, scheduled_at, id) AS nth FROM waiting) w
            ORDER BY rank LIMIT $3 * 2
        ), next AS MATERIALIZED (
            SELECT e.tid, e.kind, e.priority, e.place FROM ranked r CROSS JOIN LATERAL (
                SELECT ctid AS tid, kind, priority, place FROM executions WHERE ctid = r.tid AND leased_until IS NULL FOR UPDATE SKIP LOCKED) e
            LIMIT $3
        ), latest AS (
            SELECT kind, priority, max(place) AS place FROM next GROUP BY kind, priority
        ), free AS MATERIALIZED (
            SELECT s.kind, s.priority FROM execution_lines s JOIN latest n ON n.kind = s.kind AND n.priority = s.priority
            WHERE s.queue = $1 AND s.served < n.place FOR UPDATE OF s SKIP LOCKED
        ), served AS (
            UPDATE execution_lines s SET served = n.place FROM latest n JOIN free f ON f.kind = n.kind AND f.priority = n.priority
            WHERE s.queue = $1 AND s.kind = n.kind AND s.priority = n.priority AND s.served < n.place
        )
        UPDATE executions e
        SET status = 'running', attempt = e.attempt + 1, lease_token = e.lease_token + 1, worker = $4,
            leased_until = clock_timestamp() + $8::float8 * interval '1 second',
            started_at = coalesce(e.started_at, clock_timestamp()), progress = 0, progress_message = NULL,
            history = e.history || jsonb_build_object('seq', jsonb_array_length(e.history) + 1, 'at', clock_timestamp(),
                'status', 'running', 'attempt', e.attempt + 1, 'worker', $4::text)
        WHERE e.ctid = ANY(ARRAY(SELECT tid FROM next))
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
