//! What an operator sees: queues, workers, and how kinds fared.

use crate::{
    db::DbError,
    kernel::{Grant, Queue, Scope, permissions::ExecutionRead},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgPool;

/// A queue as an operator sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct QueueState {
    /// Its name.
    pub name: Queue,
    /// Waiting and due; 20,000 stands for that many or more.
    pub depth: i64,
    /// Waiting for a later time: retries, due times, parents that wait for their children; 20,000 likewise.
    pub delayed: i64,
    /// Leased.
    pub running: i64,
    /// Due, but of a kind or payload version that no living worker knows: it waits for a newer one.
    pub unknown: i64,
    /// Seconds that the oldest of those that are served next has waited: the autoscaling signal.
    pub oldest_age_seconds: Option<f64>,
    /// Seconds between acceptance and start, the median over its share of the latest 4,000 that finished
    /// within the hour, in whatever queue.
    pub wait_p50_seconds: Option<f64>,
    /// As before, the 95th percentile.
    pub wait_p95_seconds: Option<f64>,
    /// Nothing is claimed while true.
    pub paused: bool,
}

/// Finished executions that waits are taken from at most, of all queues together: looking further back for a queue that was idle would
/// read an hour of everybody's.
const LATEST: i64 = 4_000;

/// Rows of a line, and rows beside it, that are counted at most: an operator, and what scales workers, learn nothing more from a longer one, and it
/// is counted every few seconds.
const MOST: i64 = 20_000;
/// The first rows of a line, among which its oldest is looked for: a company's rows stand in the order in which they became due.
const HEADS: i64 = 500;

/// Every queue's state.
///
/// # Errors
/// The database failed.
pub async fn queues(pool: &PgPool) -> Result<Vec<QueueState>, DbError> {
    let names: Vec<String> = Queue::ALL.iter().map(|q| q.name().to_owned()).collect();
    let rows = sqlx::query!(
        r#"WITH RECURSIVE known AS (SELECT DISTINCT unnest(knows) AS name FROM workers WHERE heartbeat_at > clock_timestamp() - interval '1 minute'),
        lines AS (
            (SELECT queue, kind, payload_version, line, priority FROM executions WHERE status = 'queued' AND seated
             ORDER BY queue, kind, payload_version, line, priority LIMIT 1)
            UNION ALL
            SELECT n.queue, n.kind, n.payload_version, n.line, n.priority FROM lines l CROSS JOIN LATERAL (
                SELECT queue, kind, payload_version, line, priority FROM executions
                WHERE status = 'queued' AND seated
                  AND (queue, kind, payload_version, line, priority) > (l.queue, l.kind, l.payload_version, l.line, l.priority)
                ORDER BY queue, kind, payload_version, line, priority LIMIT 1) n
        ), counted AS (
            SELECT l.queue, least($3, sum(w.n))::bigint AS depth, min(w.oldest) AS oldest,
                least($3, sum(w.n) FILTER (WHERE NOT EXISTS (SELECT FROM known k WHERE k.name = l.kind || '@' || l.payload_version)))::bigint AS unknown
            FROM lines l CROSS JOIN LATERAL (SELECT
                (SELECT count(*) FROM (SELECT FROM executions e
                    WHERE e.queue = l.queue AND e.status = 'queued' AND e.seated AND e.kind = l.kind AND e.payload_version = l.payload_version
                      AND e.line = l.line AND e.priority = l.priority LIMIT $3) r) AS n,
                (SELECT min(scheduled_at) FROM (SELECT e.scheduled_at FROM executions e
                    WHERE e.queue = l.queue AND e.status = 'queued' AND e.seated AND e.kind = l.kind AND e.payload_version = l.payload_version
                      AND e.line = l.line AND e.priority = l.priority ORDER BY e.place LIMIT $4) h) AS oldest) w
            GROUP BY l.queue
        ), running AS (
            SELECT queue, count(*) AS n FROM executions WHERE status = 'running' GROUP BY queue
        )
        SELECT n.name AS "name!", coalesce(c.depth, 0) AS "depth!", d.n AS "delayed!", coalesce(r.n, 0) AS "running!",
            coalesce(c.unknown, 0) AS "unknown!", extract(epoch FROM clock_timestamp() - c.oldest)::float8 AS oldest,
            w.p50, w.p95, q.paused_at IS NOT NULL AS "paused!"
        FROM unnest($1::text[]) AS n (name)
        CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT FROM executions e
            WHERE e.queue = n.name AND e.status = 'queued' AND NOT e.seated LIMIT $3) later) d
        LEFT JOIN counted c ON c.queue = n.name
        LEFT JOIN running r ON r.queue = n.name
        LEFT JOIN queues q ON q.name = n.name
        LEFT JOIN (
            SELECT queue, percentile_cont(0.5) WITHIN GROUP (ORDER BY wait) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY wait) AS p95
            FROM (SELECT f.queue, extract(epoch FROM f.started_at - f.created_at)::float8 AS wait FROM finished_executions f
                  WHERE f.id > uuid7_floor(clock_timestamp() - interval '1 hour') ORDER BY f.id DESC LIMIT $2) latest
            WHERE wait IS NOT NULL GROUP BY queue
        ) w ON w.queue = n.name"#,
        &names,
        LATEST,
        MOST,
        HEADS,
    )
    .fetch_all(pool)
    .await?;
    let mut states = Vec::with_capacity(rows.len());
    for r in rows {
        states.push(QueueState {
            name: r.name.parse().map_err(DbError::decode)?,
            depth: r.depth,
            delayed: r.delayed,
            running: r.running,
            unknown: r.unknown,
            oldest_age_seconds: r.oldest,
            wait_p50_seconds: r.p50,
            wait_p95_seconds: r.p95,
            paused: r.paused,
        });
    }
    states.sort_by_key(|s| s.name);
    Ok(states)
}

/// A worker process as an operator sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct WorkerState {
    /// Unique per process and boot.
    pub name: String,
    /// Machine.
    pub host: String,
    /// Build.
    pub version: String,
    /// What it takes.
    pub queues: Vec<String>,
    /// Kinds and payload versions that it can do, as `kind@version`.
    pub knows: Vec<String>,
    /// Executions that it runs now.
    pub running: i32,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Its last sign of life.
    pub last_heartbeat: DateTime<Utc>,
}

/// The workers seen within a minute.
///
/// # Errors
/// The database failed.
pub async fn workers(pool: &PgPool) -> Result<Vec<WorkerState>, DbError> {
    Ok(sqlx::query_as!(
        WorkerState,
        r#"SELECT name, host, version, queues, knows, running, started_at, heartbeat_at AS last_heartbeat FROM workers
        WHERE heartbeat_at > clock_timestamp() - interval '1 minute' ORDER BY name"#
    )
    .fetch_all(pool)
    .await?)
}

/// How a kind fared.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct KindStats {
    /// The job kind.
    #[schema(example = "cv_analysis")]
    pub kind: String,
    /// Waiting now.
    pub queued: i64,
    /// Leased now.
    pub running: i64,
    /// Done, of those created since `from`.
    pub success: i64,
    /// Given up, likewise.
    pub error: i64,
    /// Stopped, likewise.
    pub cancelled: i64,
    /// Attempts after the first, likewise.
    pub retries: i64,
    /// Seconds between start and end of those that were done, the median.
    pub duration_p50_seconds: Option<f64>,
    /// As before, the 95th percentile.
    pub duration_p95_seconds: Option<f64>,
}

/// How the kinds that the caller may see fared since `from`.
///
/// # Errors
/// The database failed.
pub async fn stats(pool: &PgPool, grant: Grant<ExecutionRead>, from: DateTime<Utc>) -> Result<Vec<KindStats>, DbError> {
    let (company, user) = match grant.scope() {
        Scope::All => (None, None),
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => (Some(c.0), None),
        Scope::Own(user, _) => (None, Some(user.0)),
    };
    Ok(sqlx::query_as!(
        KindStats,
        r#"SELECT kind AS "kind!", count(*) FILTER (WHERE status = 'queued') AS "queued!", count(*) FILTER (WHERE status = 'running') AS "running!",
            count(*) FILTER (WHERE status = 'success') AS "success!", count(*) FILTER (WHERE status = 'error') AS "error!",
            count(*) FILTER (WHERE status = 'cancelled') AS "cancelled!", coalesce(sum(greatest(attempt - 1, 0)), 0) AS "retries!",
            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at)::float8)
                FILTER (WHERE status = 'success') AS duration_p50_seconds,
            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at)::float8)
                FILTER (WHERE status = 'success') AS duration_p95_seconds
        FROM all_executions
        WHERE (status IN ('queued', 'running') OR id >= uuid7_floor($1))
          AND ($2::bigint IS NULL OR company_id = $2) AND ($3::bigint IS NULL OR created_by = $3)
        GROUP BY kind ORDER BY kind"#,
        from,
        company,
        user,
    )
    .fetch_all(pool)
    .await?)
}
