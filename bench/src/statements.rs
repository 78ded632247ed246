//! What the statements cost inside Postgres: pg_stat_statements between two moments. Counting costs a little itself, so it is done only
//! when asked for (`--statements`) and no other figure of such a run is to be quoted.

use anyhow::Context;
use serde_json::json;
use sqlx::{AssertSqlSafe, PgPool, Row};

/// Lines of a statement's text that tell it from others.
const SHOWN: usize = 110;

/// Counts from now on, from zero; or not at all, where the server could.
pub async fn count(pool: &PgPool, on: bool) -> anyhow::Result<()> {
    let mut steps = vec![
        if on {
            "ALTER SYSTEM SET pg_stat_statements.track = 'top'"
        } else {
            "ALTER SYSTEM SET pg_stat_statements.track = 'none'"
        },
        "SELECT pg_reload_conf()",
    ];
    if on {
        steps.insert(0, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }
    for step in steps {
        let done = sqlx::query(AssertSqlSafe(step)).execute(pool).await;
        if on {
            done.context("this Postgres has no pg_stat_statements (Debian: postgresql-contrib)")?;
        }
    }
    Ok(())
}

/// Prints the dearest, with what one of `jobs` executions pays for each, and counts from zero again.
pub async fn report(pool: &PgPool, phase: &str, jobs: usize) -> anyhow::Result<()> {
    let rows = sqlx::query(
        "SELECT query, calls, total_exec_time AS ms, rows, shared_blks_hit AS pages FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 12",
    )
    .fetch_all(pool)
    .await?;
    for row in rows {
        let text: String = row.get("query");
        let words: Vec<&str> = text.split_whitespace().collect();
        let (calls, ms, pages): (i64, f64, i64) = (row.get("calls"), row.get("ms"), row.get("pages"));
        println!(
            "{}",
            json!({
                "bench": "statement", "phase": phase, "ms_per_job": (ms / jobs as f64 * 10_000.0).round() / 10_000.0, "calls": calls,
                "ms_per_call": (ms / calls as f64 * 1000.0).round() / 1000.0, "rows": row.get::<i64, _>("rows"),
                "pages_per_call": pages / calls.max(1), "statement": words.join(" ").chars().take(SHOWN).collect::<String>(),
            })
        );
    }
    reset(pool).await
}

/// Counts from zero again.
pub async fn reset(pool: &PgPool) -> anyhow::Result<()> {
    sqlx::query("SELECT pg_stat_statements_reset()").execute(pool).await?;
    Ok(())
}
