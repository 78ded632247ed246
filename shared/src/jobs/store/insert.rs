use crate::{db::DbError, jobs::enqueue::NewExecution};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Writes the row; returns when it is due. What is due at once takes the database's clock, which is the one that claims compare with.
pub(in crate::jobs) async fn insert(
    conn: &mut PgConnection,
    new: &NewExecution,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, DbError> {
    let o = &new.options;
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO executions
            (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by,
             subject_kind, subject_id, parent_id, retry_of, idempotency_key, trace, history)
        VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, now()), $9, $10, $11, $12, $13, $14, $15, $16, $17,
            jsonb_build_array(jsonb_build_object('seq', 1, 'at', $9::timestamptz, 'status', 'queued')))
        RETURNING scheduled_at"#,
        new.id.0,
        new.kind,
        new.queue.name(),
        new.priority,
        new.payload,
        new.payload_version,
        new.max_attempts,
        o.scheduled_at,
        now,
        o.company_id.map(|c| c.0),
        o.created_by.map(|u| u.0),
        new.subject.as_ref().map(|s| s.kind.as_str()),
        new.subject.as_ref().map(|s| s.id),
        o.parent_id.map(|p| p.0),
        o.retry_of.map(|r| r.0),
        o.idempotency_key,
        o.trace,
    )
    .fetch_one(conn)
    .await?)
}
