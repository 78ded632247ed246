//! What the number of companies that wait, and the backlog behind them, do to the rate at which work is done. A JSON line a size; each beside one
//! company's rate in the same run.

use crate::{client::Client, settings::Settings};
use anyhow::ensure;
use bytes::Bytes;
use hyper::StatusCode;
use serde_json::json;
use sqlx::PgPool;
use std::time::{Duration, Instant};

const JOBS: i64 = 200_000;
const COMPANIES: [i64; 5] = [1, 10, 100, 1_000, 10_000];
/// Backlogs, of a thousand companies, of which so many are worked off.
const BACKLOGS: [i64; 2] = [20_000, 5_000_000];
const WATCHED: i64 = 20_000;

/// Plants a backlog into the paused queue, lets it go, and watches; `--backlog` beside the number of companies also its length.
pub async fn run(s: &Settings) -> anyhow::Result<()> {
    let token = Client::log_in(&s.api, &s.email, &s.password).await?;
    let pool = PgPool::connect(&s.database_url).await?;
    // The first run warms caches and plans.
    drain(s, &token, &pool, 1, WATCHED, WATCHED).await?;
    let mut one = None;
    for companies in COMPANIES {
        let drained = drain(s, &token, &pool, companies, JOBS, JOBS).await?;
        let one = *one.get_or_insert(drained.per_second);
        print("tenants", companies, JOBS, &drained, drained.per_second / one);
    }
    if std::env::args().any(|a| a == "--backlog") {
        let mut short = None;
        for jobs in BACKLOGS {
            let drained = drain(s, &token, &pool, 1_000, jobs, WATCHED).await?;
            let short = *short.get_or_insert(drained.per_second);
            print("backlog", 1_000, jobs, &drained, drained.per_second / short);
        }
    }
    Ok(())
}

struct Drained {
    per_second: f64,
    /// Of a claim, as Postgres counts it; none where it does not.
    claim_ms: Option<f64>,
    /// Executions that it took.
    claim_rows: Option<f64>,
}

fn print(bench: &str, companies: i64, jobs: i64, drained: &Drained, ratio: f64) {
    let round = |value: f64, by: f64| (value * by).round() / by;
    println!(
        "{}",
        json!({
            "bench": bench, "companies": companies, "jobs": jobs, "per_second": drained.per_second.round(), "ratio_to_one": round(ratio, 1000.0),
            "claim_ms": drained.claim_ms.map(|ms| round(ms, 1000.0)), "claim_rows": drained.claim_rows.map(|rows| round(rows, 10.0)),
        })
    );
}

/// Works off `watched` of `jobs` pings of so many companies; the rest is taken away.
async fn drain(
    s: &Settings,
    token: &str,
    pool: &PgPool,
    companies: i64,
    jobs: i64,
    watched: i64,
) -> anyhow::Result<Drained> {
    operate(s, token, "pause").await?;
    plant(pool, companies, jobs).await?;
    let counts = forget_statements(pool).await;
    let until = served(pool).await? + watched / companies;
    operate(s, token, "resume").await?;
    let began = Instant::now();
    while if watched == jobs {
        is_live(pool).await?
    } else {
        served(pool).await? < until
    } {
        ensure!(
            began.elapsed() < Duration::from_secs(900),
            "not worked off in a quarter of an hour"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let seconds = began.elapsed().as_secs_f64();
    let claim = if counts { claims(pool).await? } else { None };
    operate(s, token, "pause").await?;
    clear(pool).await?;
    operate(s, token, "resume").await?;
    Ok(Drained {
        per_second: watched as f64 / seconds,
        claim_ms: claim.map(|(ms, _)| ms),
        claim_rows: claim.map(|(_, rows)| rows),
    })
}

async fn operate(s: &Settings, token: &str, verb: &str) -> anyhow::Result<()> {
    let mut operator = Client::connect(&s.api, Some(token.to_owned())).await?;
    let path = format!("/api/v1/queues/maintenance/{verb}");
    let (status, _) = operator.post(&path, Bytes::new()).await?;
    ensure!(status == StatusCode::OK, "{verb} answered {status}");
    Ok(())
}

/// As that many enqueues would have left it.
async fn plant(pool: &PgPool, companies: i64, jobs: i64) -> anyhow::Result<()> {
    let settings = "SELECT set_config('bench.companies', $1::text, false), set_config('bench.jobs', $2::text, false)";
    let mut conn = pool.acquire().await?;
    sqlx::query(settings)
        .bind(companies)
        .bind(jobs)
        .execute(&mut *conn)
        .await?;
    sqlx::raw_sql(include_str!("tenants_plant.sql"))
        .execute(&mut *conn)
        .await?;
    vacuum(pool).await
}

/// Takes away what was not watched.
async fn clear(pool: &PgPool) -> anyhow::Result<()> {
    sqlx::raw_sql(include_str!("tenants_clear.sql")).execute(pool).await?;
    vacuum(pool).await
}

/// No dead entry of the run before is read in the next.
async fn vacuum(pool: &PgPool) -> anyhow::Result<()> {
    for table in ["executions", "finished_executions"] {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("VACUUM ANALYZE {table}")))
            .execute(pool)
            .await?;
    }
    Ok(())
}

/// Asks only whether: counting would cost more than what is measured.
async fn is_live(pool: &PgPool) -> anyhow::Result<bool> {
    Ok(
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM executions WHERE kind = 'ping')")
            .fetch_one(pool)
            .await?,
    )
}

/// The place in the line of pings that is served now.
async fn served(pool: &PgPool) -> anyhow::Result<i64> {
    let place = "SELECT coalesce((SELECT served FROM execution_lines WHERE queue = 'maintenance' AND kind = 'ping' AND priority = 5), 1)";
    Ok(sqlx::query_scalar(place).fetch_one(pool).await?)
}

/// Whether statements are counted here.
async fn forget_statements(pool: &PgPool) -> bool {
    sqlx::query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
        .execute(pool)
        .await
        .is_ok()
        && sqlx::query("SELECT pg_stat_statements_reset()")
            .execute(pool)
            .await
            .is_ok()
}

/// Milliseconds of a claim, and the rows that it took.
async fn claims(pool: &PgPool) -> anyhow::Result<Option<(f64, f64)>> {
    Ok(sqlx::query_as(
        "SELECT (sum(total_exec_time) / sum(calls))::float8, (sum(rows) / sum(calls))::float8 FROM pg_stat_statements
         WHERE query LIKE 'WITH RECURSIVE%' AND query LIKE '%SKIP LOCKED%' HAVING sum(calls) > 0",
    )
    .fetch_optional(pool)
    .await?)
}
