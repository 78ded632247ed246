use super::finish::{cancel_running, end_live};
use crate::{
    db::{DbError, Tx},
    jobs::{
        execution::Status,
        terms::{Lease, Reaped},
    },
    kernel::{ExecutionId, Words},
};
use sqlx::{PgConnection, PgPool};
use std::time::Duration;

/// Gives a row back for a later attempt, unless a cancel of it was accepted. `spent` is false when the attempt does not count (snooze).
pub(in crate::jobs) async fn requeue(
    conn: &mut PgConnection,
    lease: Lease,
    delay: Duration,
    error: Option<(&str, &Words)>,
    spent: bool,
) -> Result<bool, DbError> {
    let (code, message) = error.unzip();
    let (english, french) = message.map(|m| (&*m.en, &*m.fr)).unzip();
    let done = sqlx::query!(
        r#"UPDATE executions SET status = 'queued', leased_until = NULL, lease_token = lease_token + 1,
            attempt = attempt - CASE WHEN $6 THEN 0 ELSE 1 END, seated = $3::float8 <= 0, scheduled_at = clock_timestamp() + $3::float8 * interval '1 second',
            last_error_code = coalesce($4, last_error_code), last_error = coalesce($5, last_error),
            history = history || jsonb_strip_nulls(jsonb_build_object('seq', jsonb_array_length(history) + 1, 'at', clock_timestamp(),
                'status', 'queued', 'attempt', attempt, 'message', $5::text, 'fr', $7::text))
        WHERE id = $1 AND lease_token = $2 AND status = 'running' AND cancel_requested_at IS NULL"#,
        lease.id.0,
        lease.token,
        delay.as_secs_f64(),
        code,
        english,
        spent,
        french,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A stopping worker hands back what it could not finish and nobody cancelled: due at once, no attempt spent.
pub(in crate::jobs) async fn hand_back(pool: &PgPool, leases: &[Lease]) -> Result<Vec<ExecutionId>, DbError> {
    let (ids, tokens): (Vec<uuid::Uuid>, Vec<i32>) = leases.iter().map(|l| (l.id.0, l.token)).unzip();
    Ok(sqlx::query_scalar!(
        r#"UPDATE executions e SET status = 'queued', leased_until = NULL, lease_token = e.lease_token + 1, attempt = e.attempt - 1,
            scheduled_at = clock_timestamp(),
            history = e.history || jsonb_build_object('seq', jsonb_array_length(e.history) + 1, 'at', clock_timestamp(),
                'status', 'queued', 'attempt', e.attempt - 1, 'message', 'handed back by a stopping worker', 'fr', 'rendue par un worker qui s''arrête')
        FROM unnest($1::uuid[], $2::int[]) AS t (id, token)
        WHERE e.id = t.id AND e.lease_token = t.token AND e.status = 'running' AND e.cancel_requested_at IS NULL
        RETURNING e.id AS "id: ExecutionId""#,
        &ids,
        &tokens,
    )
    .fetch_all(pool)
    .await?)
}

/// Takes the rows of dead workers: back to the queue, or to `cancelled` when a person asked for it, or to `poison` at the cap.
pub(in crate::jobs) async fn reap(tx: &mut Tx, poison_cap: i16, limit: i64) -> Result<Vec<Reaped>, DbError> {
    let expired = sqlx::query!(
        r#"SELECT id AS "id: ExecutionId", kind, queue, deaths, worker, subject_kind, subject_id, cancel_requested_at IS NOT NULL AS "cancel!"
        FROM executions WHERE status = 'running' AND leased_until < clock_timestamp()
        LIMIT $1 FOR UPDATE SKIP LOCKED"#,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    let mut reaped = Vec::with_capacity(expired.len());
    for row in expired {
        let worker = row.worker.unwrap_or_default();
        let now = if row.cancel {
            cancel_running(tx.conn(), row.id).await?;
            Status::Cancelled
        } else if row.deaths + 1 >= poison_cap {
            let (de_quoi, about) = match (row.subject_kind, row.subject_id) {
                (Some(kind), Some(id)) => (
                    format!(" (son sujet : {kind}:{id})"),
                    format!(" (its subject is {kind}:{id})"),
                ),
                _ => (String::new(), String::new()),
            };
            let deaths = row.deaths + 1;
            let message = Words::made(
                format!(
                    "{deaths} workers sont morts en l'exécutant{de_quoi} ; elle est mise de côté et ne reprendra pas d'elle-même"
                ),
                format!(
                    "{deaths} workers died while running this{about}; it is parked and will not run again by itself"
                ),
            );
            end_live(tx.conn(), row.id, "running", Status::Error, Some(("poison", &message))).await?;
            Status::Error
        } else {
            let message = format!("worker {worker} did not renew its lease; handed to another");
            let french = format!("le worker {worker} n'a pas renouvelé son bail ; confiée à un autre");
            sqlx::query!(
                r#"UPDATE executions SET status = 'queued', leased_until = NULL, lease_token = lease_token + 1, deaths = deaths + 1,
                    scheduled_at = clock_timestamp(), last_error_code = 'worker_lost', last_error = $2,
                    history = history || jsonb_build_object('seq', jsonb_array_length(history) + 1, 'at', clock_timestamp(),
                        'status', 'queued', 'attempt', attempt, 'message', $2::text, 'fr', $3::text)
                WHERE id = $1"#,
                row.id.0,
                message,
                french,
            )
            .execute(tx.conn())
            .await?;
            Status::Queued
        };
        reaped.push(Reaped {
            id: row.id,
            kind: row.kind,
            queue: row.queue,
            worker,
            now,
        });
    }
    Ok(reaped)
}
