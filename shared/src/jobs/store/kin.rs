use crate::{db::DbError, kernel::ExecutionId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Locks these executions with all that they are parts or repetitions of, oldest first, so that whoever wants to run any of one family again
/// waits for the other, and none of them is cancelled meanwhile.
pub(in crate::jobs) async fn hold_kin(conn: &mut PgConnection, ids: &[ExecutionId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    // Neither relation ever changes, so the look needs no lock.
    let kin = sqlx::query_scalar!(
        r#"WITH RECURSIVE kin AS (
            SELECT id, parent_id, retry_of FROM all_executions WHERE id = ANY($1)
            UNION
            SELECT e.id, e.parent_id, e.retry_of FROM kin
            CROSS JOIN LATERAL unnest(ARRAY[kin.parent_id, kin.retry_of]) AS up (id) JOIN all_executions e ON e.id = up.id
        ) SELECT id AS "id!" FROM kin"#,
        &ids
    )
    .fetch_all(&mut *conn)
    .await?;
    // What lives first: what ends at this moment is waited for, and then found among the finished.
    sqlx::query!(
        "SELECT id FROM executions WHERE id = ANY($1) ORDER BY id FOR SHARE",
        &kin
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "SELECT id FROM finished_executions WHERE id = ANY($1) ORDER BY id FOR UPDATE",
        &kin
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}
