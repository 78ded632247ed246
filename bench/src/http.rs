//! List and detail routes at 32 connections, beside a FastAPI + SQLAlchemy service over the same tables with the same statements.

use crate::{client::Client, peer::Peer, processes::cpu_seconds, settings::Settings};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 32;
const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(6);
const MANAGER: &str = "manager.alpha@demo.example";

/// 100,000 consultants and 10,000 tenders.
const SEED: &str = include_str!("http_seed.sql");

struct Figure {
    per_second: f64,
    /// Of the service's own CPU time.
    per_cpu_second: f64,
    /// Of the service's and Postgres' CPU time.
    per_cpu_second_all: f64,
    p50_ms: f64,
    p99_ms: f64,
}

pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    let pool = sqlx::PgPool::connect(&settings.database_url).await?;
    sqlx::raw_sql(SEED).execute(&pool).await.context("the seed")?;
    // As autovacuum would have it a minute later; no statement for a transaction.
    sqlx::raw_sql("VACUUM ANALYZE").execute(&pool).await?;
    let own = "(SELECT company_id FROM users WHERE email = 'manager.alpha@demo.example')";
    let id = |table: &str| format!("SELECT max(id) FROM {table} WHERE company_id = {own}");
    let consultant: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(id("consultants")))
        .fetch_one(&pool)
        .await?;
    let tender: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(id("tenders")))
        .fetch_one(&pool)
        .await?;
    let token = Client::log_in(&settings.api, MANAGER, &settings.password).await?;
    let peer = Peer::start().await?;
    let mut least = f64::INFINITY;
    for path in [
        "/api/v1/consultants?limit=20".to_owned(),
        format!("/api/v1/consultants/{consultant}"),
        "/api/v1/tenders?limit=20".to_owned(),
        format!("/api/v1/tenders/{tender}"),
    ] {
        let ours = measure(settings, &settings.api, settings.api_pid, &token, &path).await?;
        // Lists also by the api's own statement, which makes JSON of each row: the most that the database can take off the peer.
        let ways: &[&str] = if path.contains('?') { &["", "/passing"] } else { &[""] };
        for way in ways {
            let theirs = format!("{way}{path}");
            same_answer(&settings.api, &path, &peer.host, &theirs, &token).await?;
            let theirs = measure(settings, &peer.host, peer.pid(), &token, &theirs).await?;
            let ratio = ours.per_cpu_second / theirs.per_cpu_second;
            least = least.min(ratio);
            println!(
                "{}",
                json!({
                    "route": path, "peer": if way.is_empty() { "rows" } else { "rows as JSON" },
                    "ours_per_s": ours.per_second.round(), "ours_per_cpu_s": ours.per_cpu_second.round(),
                    "ours_per_cpu_s_with_postgres": ours.per_cpu_second_all.round(), "ours_p50_ms": ours.p50_ms, "ours_p99_ms": ours.p99_ms,
                    "peer_per_s": theirs.per_second.round(), "peer_per_cpu_s": theirs.per_cpu_second.round(),
                    "peer_per_cpu_s_with_postgres": theirs.per_cpu_second_all.round(), "peer_p50_ms": theirs.p50_ms, "peer_p99_ms": theirs.p99_ms,
                    "ratio_per_cpu_s": tenths(ratio), "ratio_with_postgres": tenths(ours.per_cpu_second_all / theirs.per_cpu_second_all),
                })
            );
        }
    }
    println!("{}", json!({ "least_ratio_per_cpu_s": tenths(least), "wanted": 8 }));
    Ok(())
}

fn tenths(ratio: f64) -> f64 {
    (ratio * 10.0).round() / 10.0
}

/// Both must answer the same JSON, or there is nothing to compare.
async fn same_answer(ours: &str, path: &str, theirs: &str, their_path: &str, token: &str) -> anyhow::Result<()> {
    let mut answers = Vec::new();
    for (host, path) in [(ours, path), (theirs, their_path)] {
        let mut client = Client::connect(host, Some(token.to_owned())).await?;
        let (status, body) = client.get(path).await?;
        if status != hyper::StatusCode::OK {
            bail!("{host}{path} answered {status}");
        }
        answers.push(alike(serde_json::from_slice(&body)?));
    }
    if answers[0] != answers[1] {
        bail!(
            "{path}: the two do not answer the same:\n{}\n{}",
            answers[0],
            answers[1]
        );
    }
    Ok(())
}

/// Without the differences of spelling: `2` is `2.0`, and `Z` is `+00:00`.
fn alike(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::String(text) => Value::String(text.strip_suffix("+00:00").map_or(text.clone(), |t| format!("{t}Z"))),
        Value::Array(items) => items.into_iter().map(alike).collect(),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, v)| (name, alike(v))).collect()),
        other => other,
    }
}

async fn measure(settings: &Settings, host: &str, pid: u32, token: &str, path: &str) -> anyhow::Result<Figure> {
    load(host, token, path, WARM_UP).await?;
    let cpu = || (cpu_seconds(pid), cpu_seconds(settings.postgres_pid));
    let (before, begun) = (cpu(), Instant::now());
    let mut latencies = load(host, token, path, MEASURED).await?;
    let (seconds, after) = (begun.elapsed().as_secs_f64(), cpu());
    let (own, database) = (after.0 - before.0, after.1 - before.1);
    latencies.sort_unstable();
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    let count = latencies.len() as f64;
    Ok(Figure {
        per_second: count / seconds,
        per_cpu_second: count / own.max(0.01),
        per_cpu_second_all: count / (own + database).max(0.01),
        p50_ms: (at(0.5) * 100.0).round() / 100.0,
        p99_ms: (at(0.99) * 100.0).round() / 100.0,
    })
}

/// Each connection sends its next request when the last one is answered.
async fn load(host: &str, token: &str, path: &str, time: Duration) -> anyhow::Result<Vec<Duration>> {
    let end = Instant::now() + time;
    let connections = (0..CONNECTIONS).map(|_| {
        let (host, token, path) = (host.to_owned(), token.to_owned(), path.to_owned());
        tokio::spawn(async move {
            let mut client = Client::connect(&host, Some(token)).await?;
            let mut latencies = Vec::new();
            while Instant::now() < end {
                let sent = Instant::now();
                let (status, _) = client.get(&path).await?;
                if status != hyper::StatusCode::OK {
                    bail!("{path} answered {status}");
                }
                latencies.push(sent.elapsed());
            }
            anyhow::Ok(latencies)
        })
    });
    let connections: Vec<_> = connections.collect();
    let mut all = Vec::new();
    for connection in connections {
        all.extend(connection.await??);
    }
    Ok(all)
}
