use crate::{db::DbError, jobs::terms::Presence};
use sqlx::PgPool;

/// Says that the worker lives, what it takes and how much it runs.
pub(in crate::jobs) async fn upsert_worker(pool: &PgPool, worker: &Presence, running: i32) -> Result<(), DbError> {
    sqlx::query!(
        r#"INSERT INTO workers (name, host, version, queues, running, knows, started_at, heartbeat_at)
        VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), clock_timestamp())
        ON CONFLICT (name) DO UPDATE SET running = excluded.running, heartbeat_at = excluded.heartbeat_at"#,
        worker.name,
        worker.host,
        worker.version,
        &worker.queues,
        running,
        &worker.knows,
    )
    .execute(pool)
    .await?;
    // A killed worker says no farewell: its row is history after a day.
    sqlx::query!("DELETE FROM workers WHERE heartbeat_at < clock_timestamp() - interval '1 day'")
        .execute(pool)
        .await?;
    Ok(())
}

/// A worker that stopped in order.
pub(in crate::jobs) async fn forget_worker(pool: &PgPool, name: &str) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM workers WHERE name = $1", name)
        .execute(pool)
        .await?;
    Ok(())
}
