use crate::{
    db::{DbError, Tx},
    kernel::Queue,
};
use sqlx::PgPool;

/// Pauses or resumes.
pub(in crate::jobs) async fn set_paused(tx: &mut Tx, queue: Queue, paused: bool) -> Result<(), DbError> {
    let since = paused.then(|| tx.now());
    sqlx::query!(
        "INSERT INTO queues (name, paused_at) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET paused_at = CASE WHEN excluded.paused_at IS NULL THEN NULL ELSE coalesce(queues.paused_at, excluded.paused_at) END",
        queue.name(),
        since
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True while it is paused.
pub(in crate::jobs) async fn is_paused(pool: &PgPool, queue: Queue) -> Result<bool, DbError> {
    let paused = sqlx::query_scalar!(
        r#"SELECT paused_at IS NOT NULL AS "paused!" FROM queues WHERE name = $1"#,
        queue.name()
    );
    Ok(paused.fetch_optional(pool).await?.unwrap_or(false))
}
