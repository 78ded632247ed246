//! How long it took until work went on. For a worker that was killed or frozen: from the blow until each execution that it held was
//! started elsewhere. For anything else: from the blow until the next execution ended after it.
//!
//! Cases in which Postgres was shut down as well before they were over are counted apart: for part of their time nobody could have
//! gone on.

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

/// What it took.
#[derive(Debug, Default, Serialize)]
pub struct Recovery {
    pub blows: usize,
    pub by_kind: BTreeMap<String, usize>,
    /// With Postgres there.
    pub usual: Spread,
    /// With Postgres away for a part of it.
    pub without_postgres: Spread,
}

/// Seconds.
#[derive(Debug, Default, Serialize)]
pub struct Spread {
    pub cases: usize,
    pub p50: f64,
    pub p99: f64,
    pub max: f64,
}

impl Spread {
    fn of(mut seconds: Vec<f64>) -> Self {
        seconds.sort_unstable_by(f64::total_cmp);
        let at = |p: f64| {
            let place = (seconds.len().max(1) - 1) as f64 * p;
            seconds.get(place.round() as usize).copied().unwrap_or(0.0)
        };
        Self {
            cases: seconds.len(),
            p50: at(0.5),
            p99: at(0.99),
            max: at(1.0),
        }
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{:.1} / {:.1} / {:.1} s ({} cases)",
            self.p50, self.p99, self.max, self.cases
        )
    }
}

/// Reads the runner's record and the executions' histories.
pub async fn measure(pool: &PgPool, events: &Path) -> anyhow::Result<Recovery> {
    let text = std::fs::read_to_string(events).unwrap_or_default();
    let blows: Vec<Blow> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let shutdowns: Vec<&Blow> = blows.iter().filter(|blow| blow.what.ends_with("Postgres")).collect();
    let (mut usual, mut without) = (Vec::new(), Vec::new());
    let mut recovery = Recovery {
        blows: blows.len(),
        ..Recovery::default()
    };
    for blow in &blows {
        *recovery.by_kind.entry(blow.what.clone()).or_default() += 1;
        let seconds = match &blow.worker {
            Some(worker) => taken_over(pool, worker, blow.at).await?,
            None => next_end(pool, blow.at, blow.until).await?.into_iter().collect(),
        };
        for took in seconds {
            let end = blow.at + (took * 1000.0) as u64;
            if shutdowns.iter().any(|down| down.at < end && blow.at < down.until) {
                without.push(took);
            } else {
                usual.push(took);
            }
        }
    }
    (recovery.usual, recovery.without_postgres) = (Spread::of(usual), Spread::of(without));
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
