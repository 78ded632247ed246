//! List and detail routes at 32 connections, beside a FastAPI + SQLAlchemy service over the same tables with the same statements.

use crate::{client::Client, peer::Peer, processes::cpu_seconds, settings::Settings};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const CONNECTIONS: usize = 32;
const WARM_UP: Duration = Duration::from_secs(2);
/// The sides take turns, so that a moment in which the machine is slow falls on both.
const TURNS: usize = 4;
const TURN: Duration = Duration::from_secs(2);
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
        // Lists also by the api's own statement, which makes JSON of each row: the most that the database can take off the peer.
        let ways: &[&str] = if path.contains('?') { &["", "/passing"] } else { &[""] };
        let mut sides = vec![Side::new(&settings.api, settings.api_pid, path.clone())];
        for way in ways {
            let theirs = format!("{way}{path}");
            same_answer(&settings.api, &path, &peer.host, &theirs, &token).await?;
            sides.push(Side::new(&peer.host, peer.pid(), theirs));
        }
        for side in &sides {
            side.load(&token, WARM_UP).await?;
        }
        for _ in 0..TURNS {
            for side in &mut sides {
                side.measure(settings.postgres_pid, &token).await?;
            }
        }
        let mut figures = sides.into_iter().map(Side::figure);
        let ours = figures.next().context("our side")?;
        for (way, theirs) in ways.iter().zip(figures) {
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

/// One service and what it was seen to do.
struct Side {
    host: String,
    pid: u32,
    path: String,
    latencies: Vec<Duration>,
    seconds: f64,
    /// CPU time of the service.
    own: f64,
    /// CPU time of Postgres meanwhile.
    database: f64,
}

impl Side {
    fn new(host: &str, pid: u32, path: String) -> Self {
        Self {
            host: host.to_owned(),
            pid,
            path,
            latencies: Vec::new(),
            seconds: 0.0,
            own: 0.0,
            database: 0.0,
        }
    }

    async fn load(&self, token: &str, time: Duration) -> anyhow::Result<Vec<Duration>> {
        load(&self.host, token, &self.path, time).await
    }

    /// A turn.
    async fn measure(&mut self, postgres: u32, token: &str) -> anyhow::Result<()> {
        let (own, database, begun) = (cpu_seconds(self.pid), cpu_seconds(postgres), Instant::now());
        self.latencies.extend(self.load(token, TURN).await?);
        self.seconds += begun.elapsed().as_secs_f64();
        self.own += cpu_seconds(self.pid) - own;
        self.database += cpu_seconds(postgres) - database;
        Ok(())
    }

    fn figure(mut self) -> Figure {
        self.latencies.sort_unstable();
        let last = self.latencies.len().saturating_sub(1) as f64;
        let at = |share: f64| {
            self.latencies
                .get((last * share) as usize)
                .map_or(0.0, |l| l.as_secs_f64() * 1000.0)
        };
        let count = self.latencies.len() as f64;
        Figure {
            per_second: count / self.seconds,
            per_cpu_second: count / self.own.max(0.01),
            per_cpu_second_all: count / (self.own + self.database).max(0.01),
            p50_ms: (at(0.5) * 100.0).round() / 100.0,
            p99_ms: (at(0.99) * 100.0).round() / 100.0,
        }
    }
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
