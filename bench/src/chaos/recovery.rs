//! How long it took until work went on. For a worker that was killed or frozen: from the blow until each execution that it held was
//! started elsewhere. For anything else: from the blow until the next execution ended after it.

use serde::{Deserialize, Serialize};
use sqlx::{PgPool, Row};
use std::{collections::BTreeMap, path::Path};

/// A blow, as the runner noted it; milliseconds since 1970.
#[derive(Debug, Deserialize)]
struct Blow {
    what: String,
    worker: Option<String>,
    at: u64,
    until: u64,
}

/// Seconds.
#[derive(Debug, Default, Serialize)]
pub struct Recovery {
    pub blows: usize,
    pub by_kind: BTreeMap<String, usize>,
    pub cases: usize,
    pub p50: f64,
    pub p99: f64,
    pub max: f64,
}

/// Reads the runner's record and the executions' histories.
pub async fn measure(pool: &PgPool, events: &Path) -> anyhow::Result<Recovery> {
    let text = std::fs::read_to_string(events).unwrap_or_default();
    let blows: Vec<Blow> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut seconds = Vec::new();
    let mut recovery = Recovery {
        blows: blows.len(),
        ..Recovery::default()
    };
    for blow in &blows {
        *recovery.by_kind.entry(blow.what.clone()).or_default() += 1;
        match &blow.worker {
            Some(worker) => seconds.extend(taken_over(pool, worker, blow.at).await?),
            None => seconds.extend(next_end(pool, blow.at, blow.until).await?),
        }
    }
    seconds.sort_unstable_by(f64::total_cmp);
    let at = |p: f64| {
        seconds
            .get(((seconds.len().max(1) - 1) as f64 * p).round() as usize)
            .copied()
            .unwrap_or(0.0)
    };
    recovery.cases = seconds.len();
    (recovery.p50, recovery.p99, recovery.max) = (at(0.5), at(0.99), at(1.0));
    Ok(recovery)
}

/// Executions that this worker held at the blow and whose run was followed by the word that it did not renew: until their next run.
async fn taken_over(pool: &PgPool, worker: &str, at: u64) -> anyhow::Result<Vec<f64>> {
    let rows = sqlx::query(
        "SELECT extract(epoch FROM (n.event->>'at')::timestamptz)::float8 AS next
         FROM all_executions e
         CROSS JOIN LATERAL jsonb_array_elements(e.history) r (event)
         CROSS JOIN LATERAL jsonb_array_elements(e.history) q (event)
         CROSS JOIN LATERAL jsonb_array_elements(e.history) n (event)
         WHERE e.deaths > 0 AND r.event->>'status' = 'running' AND starts_with(r.event->>'worker', $1)
           AND (r.event->>'at')::timestamptz < to_timestamp($2)
           AND (q.event->>'seq')::int = (r.event->>'seq')::int + 1 AND q.event->>'status' = 'queued'
           AND q.event->>'message' LIKE 'worker % did not renew%'
           AND (n.event->>'seq')::int = (q.event->>'seq')::int + 1 AND n.event->>'status' = 'running'",
    )
    .bind(worker)
    .bind(at as f64 / 1000.0)
    .fetch_all(pool)
    .await?;
    let since = |row: &sqlx::postgres::PgRow| row.get::<f64, _>(0) - at as f64 / 1000.0;
    Ok(rows.iter().map(since).filter(|seconds| *seconds > 0.0).collect())
}

async fn next_end(pool: &PgPool, at: u64, until: u64) -> anyhow::Result<Option<f64>> {
    let next: Option<f64> = sqlx::query_scalar(
        "SELECT extract(epoch FROM min(finished_at))::float8 FROM finished_executions WHERE finished_at > to_timestamp($1::float8)",
    )
    .bind(until as f64 / 1000.0)
    .fetch_one(pool)
    .await?;
    Ok(next.map(|next| next - at as f64 / 1000.0))
}
