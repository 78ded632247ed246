//! What this database can do at all, in the same minute. R: one row inserted, then updated, each in a commit of its own, by pgbench. And how long
//! one such commit takes when little else goes on: no start of an execution that is durable first can be quicker.

use anyhow::{Context, bail};
use sqlx::PgPool;
use std::{
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::process::Command;

/// Pairs per second.
pub async fn pairs_per_second(pgbench: &str, database_url: &str, seconds: u32) -> anyhow::Result<f64> {
    let pool = PgPool::connect(database_url).await?;
    sqlx::raw_sql(
        "DROP TABLE IF EXISTS bench_pairs; CREATE TABLE bench_pairs (id bigint PRIMARY KEY, kind text, status text, payload jsonb, at timestamptz)",
    )
    .execute(&pool)
    .await?;
    let script = std::env::temp_dir().join(format!("pairs-{}.sql", std::process::id()));
    let sql = "\\set id random(1, 9000000000000000000)\n\
        INSERT INTO bench_pairs VALUES (:id, 'ping', 'queued', '{}', now());\n\
        UPDATE bench_pairs SET status = 'success', at = now() WHERE id = :id;\n";
    tokio::fs::write(&script, sql).await?;
    let run = Command::new(pgbench)
        .args([
            "-n",
            "-M",
            "prepared",
            "-c",
            "32",
            "-j",
            "2",
            "-T",
            &seconds.to_string(),
            "-f",
        ])
        .arg(&script)
        .arg(database_url)
        .stdin(Stdio::null())
        .output()
        .await
        .with_context(|| format!("{pgbench} did not start"))?;
    tokio::fs::remove_file(&script).await?;
    sqlx::raw_sql("DROP TABLE bench_pairs").execute(&pool).await?;
    pool.close().await;
    let said = String::from_utf8_lossy(&run.stdout);
    let Some(line) = said.lines().find(|l| l.starts_with("tps =")) else {
        bail!("pgbench said no tps: {}", String::from_utf8_lossy(&run.stderr));
    };
    line.split_whitespace()
        .nth(2)
        .and_then(|n| n.parse().ok())
        .context("pgbench's tps")
}

/// Milliseconds of `count` single rows, each inserted in a commit of its own, at an even pace: sorted.
pub async fn commits(pool: &PgPool, per_second: u32, count: usize) -> anyhow::Result<Vec<f64>> {
    sqlx::raw_sql("DROP TABLE IF EXISTS bench_commits; CREATE TABLE bench_commits (id bigint PRIMARY KEY, payload jsonb, at timestamptz)")
        .execute(pool)
        .await?;
    let mut tick = tokio::time::interval(Duration::from_secs(1) / per_second);
    let mut took = Vec::with_capacity(count);
    for id in 0..count {
        tick.tick().await;
        let began = Instant::now();
        sqlx::query("INSERT INTO bench_commits VALUES ($1, '{}', now())")
            .bind(i64::try_from(id)?)
            .execute(pool)
            .await?;
        took.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    sqlx::raw_sql("DROP TABLE bench_commits").execute(pool).await?;
    took.sort_unstable_by(f64::total_cmp);
    Ok(took)
}
