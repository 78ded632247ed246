//! Executions: what a post, a job and a wait cost. One JSON line per figure; ratios beside R of the same minute.

use crate::{client::Client, limit, processes, settings::Settings, statements};
use anyhow::ensure;
use bytes::Bytes;
use hyper::StatusCode;
use serde_json::json;
use sqlx::PgPool;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

const PATH: &str = "/api/v1/operations/ping";
const BODY: &[u8] = br#"{"work_ms":0}"#;
const CONNECTIONS: usize = 32;
const JOBS: usize = 20_000;
/// Posts a second of a quiet hour.
const PACE: u32 = 50;

/// Measures in this order: limit, burst of posts to the last completion, then a slow trickle.
pub async fn run(s: &Settings) -> anyhow::Result<()> {
    let token = Client::log_in(&s.api, &s.email, &s.password).await?;
    let pool = PgPool::connect(&s.database_url).await?;
    let idle = memory(s);
    let by_statement = std::env::args().any(|a| a == "--statements");
    statements::count(&pool, by_statement).await?;
    tokio::time::sleep(rest()).await;
    burst(s, &token, &pool, 2_000).await?;
    let r = match &s.pgbench {
        Some(pgbench) => Some(limit::pairs_per_second(pgbench, &s.database_url, 10).await?),
        None => None,
    };
    print(s, json!({ "bench": "limit", "pairs_per_second_R": r.map(f64::round) }));
    if by_statement {
        statements::reset(&pool).await?;
    }
    let burst = burst(s, &token, &pool, JOBS).await?;
    if by_statement {
        statements::report(&pool, "end_to_end", JOBS).await?;
    }
    print(
        s,
        json!({
            "bench": "post", "connections": CONNECTIONS, "per_second": burst.posts_per_second.round(), "ratio_to_R": ratio(burst.posts_per_second, r),
            "p50_ms": burst.post_p50, "p99_ms": burst.post_p99,
        }),
    );
    print(
        s,
        json!({
            "bench": "end_to_end", "jobs": JOBS, "per_second": burst.jobs_per_second.round(), "ratio_to_R": ratio(burst.jobs_per_second, r),
        }),
    );
    print(s, cpu_line("cpu_ms_per_execution", burst.cpu));
    let backlog = backlog(s, &token, &pool, JOBS, by_statement).await?;
    if by_statement {
        statements::report(&pool, "drain", JOBS).await?;
    }
    print(
        s,
        json!({
            "bench": "post_alone", "connections": CONNECTIONS, "per_second": backlog.posts_per_second.round(), "ratio_to_R": ratio(backlog.posts_per_second, r),
            "p50_ms": backlog.post_p50, "p99_ms": backlog.post_p99,
        }),
    );
    print(
        s,
        json!({
            "bench": "drain_backlog", "jobs": JOBS, "per_second": backlog.jobs_per_second.round(), "ratio_to_R": ratio(backlog.jobs_per_second, r),
        }),
    );
    print(s, cpu_line("cpu_ms_per_post_alone", backlog.cpu));
    print(s, cpu_line("cpu_ms_per_drained", backlog.cpu_later));
    settle(&pool).await?;
    let commits = limit::commits(&pool, PACE, 500).await?;
    let checkpoints = checkpoints(&pool).await?;
    let [p50, p99, max] = trickle(s, &token, &pool, PACE, 20).await?;
    let checkpoints = self::checkpoints(&pool).await? - checkpoints;
    print(
        s,
        json!({
            "bench": "enqueue_to_start", "per_second": PACE, "p50_ms": p50, "p99_ms": p99, "max_ms": max, "checkpoints": checkpoints,
            "commit_p50_ms": percentile(&commits, 0.50), "commit_p99_ms": percentile(&commits, 0.99),
        }),
    );
    let busy = memory(s);
    print(
        s,
        json!({ "bench": "memory_mb", "api": busy.0, "workers": busy.1, "idle_api": idle.0, "idle_workers": idle.1 }),
    );
    Ok(())
}

/// Works off a backlog again and again, each beside R of its minute: `--runs N`. One slow one among many is what is looked for.
pub async fn drains(s: &Settings) -> anyhow::Result<()> {
    let token = Client::log_in(&s.api, &s.email, &s.password).await?;
    let pool = PgPool::connect(&s.database_url).await?;
    statements::count(&pool, false).await?;
    tokio::time::sleep(rest()).await;
    let mut worst = f64::INFINITY;
    for run in 1..=number("--runs").unwrap_or(3) {
        let r = match &s.pgbench {
            Some(pgbench) => Some(limit::pairs_per_second(pgbench, &s.database_url, 5).await?),
            None => None,
        };
        let drained = backlog(s, &token, &pool, JOBS, false).await?;
        let ratio = ratio(drained.jobs_per_second, r);
        worst = worst.min(ratio.unwrap_or(worst));
        print(
            s,
            json!({
                "bench": "drain", "run": run, "jobs": JOBS, "per_second": drained.jobs_per_second.round(), "ratio_to_R": ratio,
                "worst_so_far": worst, "postgres_cpu_ms": round3(drained.cpu_later[2] * 1000.0 / JOBS as f64),
            }),
        );
    }
    Ok(())
}

/// How long everything stands still before the load: `--rest SECONDS`. A database that was analysed while its tables were empty is another one than
/// a new one.
fn rest() -> Duration {
    Duration::from_secs(number("--rest").unwrap_or(0))
}

/// What was given after `name`.
fn number(name: &str) -> Option<u64> {
    std::env::args()
        .skip_while(|argument| argument != name)
        .nth(1)?
        .parse()
        .ok()
}

fn cpu_line(name: &str, seconds: [f64; 4]) -> serde_json::Value {
    let per_job = |seconds: f64| round3(seconds * 1000.0 / JOBS as f64);
    let [api, workers, postgres, redis] = seconds;
    json!({
        "bench": name, "total": per_job(seconds.iter().sum()), "api": per_job(api), "workers": per_job(workers),
        "postgres": per_job(postgres), "redis": per_job(redis),
    })
}

struct Burst {
    posts_per_second: f64,
    post_p50: f64,
    post_p99: f64,
    jobs_per_second: f64,
    /// CPU seconds of api, workers, Postgres, Redis.
    cpu: [f64; 4],
    /// Likewise, of working off what was posted before.
    cpu_later: [f64; 4],
}

/// Posts `jobs` over 32 connections as fast as they are taken, then waits for the last to finish.
async fn burst(s: &Settings, token: &str, pool: &PgPool, jobs: usize) -> anyhow::Result<Burst> {
    let done_before = finished(pool).await?;
    let cpu_before = cpu(s);
    let began = Instant::now();
    let (latencies, posted) = post(s, token, jobs).await?;
    drained(pool).await?;
    let all = began.elapsed().as_secs_f64();
    let cpu_after = cpu(s);
    let done = finished(pool).await? - done_before;
    ensure!(done == i64::try_from(jobs)?, "{jobs} were accepted and {done} finished");
    Ok(Burst {
        posts_per_second: jobs as f64 / posted,
        post_p50: percentile(&latencies, 0.50),
        post_p99: percentile(&latencies, 0.99),
        jobs_per_second: jobs as f64 / all,
        cpu: std::array::from_fn(|i| cpu_after[i] - cpu_before[i]),
        cpu_later: [0.0; 4],
    })
}

/// Posts to a paused queue, then lets it go: posting alone, and working off what has gathered.
async fn backlog(s: &Settings, token: &str, pool: &PgPool, jobs: usize, by_statement: bool) -> anyhow::Result<Burst> {
    let (done_before, cpu_before) = (finished(pool).await?, cpu(s));
    let mut operator = Client::connect(&s.api, Some(token.to_owned())).await?;
    let mut operate = async |verb: &str| {
        let (status, _) = operator
            .post(&format!("/api/v1/queues/maintenance/{verb}"), Bytes::new())
            .await?;
        ensure!(status == StatusCode::OK, "{verb} answered {status}");
        Ok(())
    };
    operate("pause").await?;
    let (latencies, posted) = post(s, token, jobs).await?;
    if by_statement {
        statements::report(pool, "post_alone", jobs).await?;
    }
    let cpu_posted = cpu(s);
    operate("resume").await?;
    let began = Instant::now();
    drained(pool).await?;
    let drained_in = began.elapsed().as_secs_f64();
    let cpu_after = cpu(s);
    let done = finished(pool).await? - done_before;
    ensure!(done == i64::try_from(jobs)?, "{jobs} were accepted and {done} finished");
    Ok(Burst {
        posts_per_second: jobs as f64 / posted,
        post_p50: percentile(&latencies, 0.50),
        post_p99: percentile(&latencies, 0.99),
        jobs_per_second: jobs as f64 / drained_in,
        cpu: std::array::from_fn(|i| cpu_posted[i] - cpu_before[i]),
        cpu_later: std::array::from_fn(|i| cpu_after[i] - cpu_posted[i]),
    })
}

/// Posts `jobs` as fast as they are taken; sorted latencies in milliseconds, and seconds in all.
async fn post(s: &Settings, token: &str, jobs: usize) -> anyhow::Result<(Vec<f64>, f64)> {
    let began = Instant::now();
    let left = Arc::new(AtomicUsize::new(jobs));
    let mut posting = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut client = Client::connect(&s.api, Some(token.to_owned())).await?;
        let left = left.clone();
        posting.push(tokio::spawn(async move {
            let mut latencies = Vec::new();
            while left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
                .is_ok()
            {
                let sent = Instant::now();
                let (status, body) = client.post(PATH, Bytes::from_static(BODY)).await?;
                ensure!(
                    status == StatusCode::ACCEPTED,
                    "a post answered {status}: {}",
                    String::from_utf8_lossy(&body)
                );
                latencies.push(sent.elapsed().as_secs_f64() * 1000.0);
            }
            Ok(latencies)
        }));
    }
    let mut latencies = Vec::new();
    for one in posting {
        latencies.extend(one.await??);
    }
    let posted = began.elapsed().as_secs_f64();
    latencies.sort_unstable_by(f64::total_cmp);
    Ok((latencies, posted))
}

/// Posts at an even pace; what the ledger says passed between acceptance and start.
async fn trickle(s: &Settings, token: &str, pool: &PgPool, per_second: u32, seconds: u32) -> anyhow::Result<[f64; 3]> {
    let done_before = finished(pool).await?;
    let count = i64::from(per_second * seconds);
    let mut client = Client::connect(&s.api, Some(token.to_owned())).await?;
    let mut tick = tokio::time::interval(Duration::from_secs(1) / per_second);
    for _ in 0..count {
        tick.tick().await;
        client.post(PATH, Bytes::from_static(BODY)).await?;
    }
    drained(pool).await?;
    ensure!(
        finished(pool).await? == done_before + count,
        "not every accepted ping finished"
    );
    let row: (f64, f64, f64) = sqlx::query_as(
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms), percentile_cont(0.99) WITHIN GROUP (ORDER BY ms), max(ms) FROM
            (SELECT (extract(epoch FROM started_at - created_at) * 1000)::float8 AS ms FROM finished_executions WHERE kind = 'ping'
             ORDER BY id DESC LIMIT $1) AS latest",
    )
    .bind(count)
    .fetch_one(pool)
    .await?;
    Ok([row.0, row.1, row.2].map(round3))
}

/// Does what autovacuum would do after the bursts, so that the trickle, which is of a quiet machine, does not run beside it.
async fn settle(pool: &PgPool) -> anyhow::Result<()> {
    for table in ["executions", "finished_executions"] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(pool)
            .await?;
    }
    Ok(())
}

/// How many there have been: one that falls into a measurement may explain it.
async fn checkpoints(pool: &PgPool) -> anyhow::Result<i64> {
    Ok(
        sqlx::query_scalar("SELECT checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter")
            .fetch_one(pool)
            .await?,
    )
}

/// Waits until nothing is live any more; asks only whether, since counting would cost more than what is measured.
async fn drained(pool: &PgPool) -> anyhow::Result<()> {
    let patience = Instant::now();
    while sqlx::query_scalar("SELECT EXISTS (SELECT FROM executions WHERE kind = 'ping')")
        .fetch_one(pool)
        .await?
    {
        ensure!(
            patience.elapsed() < Duration::from_secs(300),
            "pings are still live after five minutes"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn finished(pool: &PgPool) -> anyhow::Result<i64> {
    Ok(
        sqlx::query_scalar("SELECT count(*) FROM finished_executions WHERE kind = 'ping'")
            .fetch_one(pool)
            .await?,
    )
}

fn cpu(s: &Settings) -> [f64; 4] {
    let workers = s.worker_pids.iter().map(|p| processes::cpu_seconds(*p)).sum();
    [
        processes::cpu_seconds(s.api_pid),
        workers,
        processes::cpu_seconds(s.postgres_pid),
        processes::cpu_seconds(s.redis_pid),
    ]
}

fn memory(s: &Settings) -> (f64, f64) {
    let workers: f64 = s.worker_pids.iter().map(|p| processes::resident_mb(*p)).sum();
    (processes::resident_mb(s.api_pid).round(), workers.round())
}

fn percentile(sorted: &[f64], p: f64) -> f64 {
    let at = ((sorted.len() as f64 - 1.0) * p).round() as usize;
    round3(sorted.get(at).copied().unwrap_or(0.0))
}

fn ratio(value: f64, r: Option<f64>) -> Option<f64> {
    r.map(|r| round3(value / r))
}

fn round3(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn print(s: &Settings, mut line: serde_json::Value) {
    line["bell"] = json!(s.bell);
    println!("{line}");
}
