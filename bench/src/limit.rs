//! R: what this database can do at all. One row inserted, then updated, each in a commit of its own, by pgbench, in the same minute.

use anyhow::{Context, bail};
use std::process::Stdio;
use tokio::process::Command;

/// Pairs per second.
pub async fn pairs_per_second(pgbench: &str, database_url: &str, seconds: u32) -> anyhow::Result<f64> {
    let pool = sqlx::PgPool::connect(database_url).await?;
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
