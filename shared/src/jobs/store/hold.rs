use crate::{
    db::DbError,
    jobs::terms::{Held, Lease},
    kernel::{ExecutionId, Words},
};
use sqlx::PgPool;
use std::time::Duration;

fn split(leases: &[Lease]) -> (Vec<uuid::Uuid>, Vec<i32>) {
    leases.iter().map(|l| (l.id.0, l.token)).unzip()
}

/// Renews the leases that still hold and says which of them a person wants stopped. One that is missing from the answer is lost.
pub(in crate::jobs) async fn extend(pool: &PgPool, leases: &[Lease], lease: Duration) -> Result<Vec<Held>, DbError> {
    let (ids, tokens) = split(leases);
    Ok(sqlx::query_as!(
        Held,
        r#"WITH mine AS MATERIALIZED (
            SELECT e.id FROM (SELECT id, token FROM unnest($1::uuid[], $2::int[]) AS t (id, token) ORDER BY id) t CROSS JOIN LATERAL (
                SELECT e.id FROM executions e WHERE e.id = t.id AND e.lease_token = t.token AND e.leased_until IS NOT NULL FOR UPDATE) e)
        UPDATE executions e SET leased_until = clock_timestamp() + $3::float8 * interval '1 second'
        WHERE e.id = ANY(ARRAY(SELECT id FROM mine))
        RETURNING e.id AS "id: ExecutionId", e.cancel_requested_at IS NOT NULL AS "cancel_requested!""#,
        &ids,
        &tokens,
        lease.as_secs_f64(),
    )
    .fetch_all(pool)
    .await?)
}

/// Writes progress as a change that streams show; false when the lease is lost.
pub(in crate::jobs) async fn report_progress(
    pool: &PgPool,
    lease: Lease,
    percent: i16,
    message: Option<&Words>,
) -> Result<bool, DbError> {
    let (english, french) = message.map(|m| (&*m.en, &*m.fr)).unzip();
    let done = sqlx::query!(
        r#"UPDATE executions SET progress = $3, progress_message = $4,
            history = history || jsonb_strip_nulls(jsonb_build_object('seq', jsonb_array_length(history) + 1, 'at', clock_timestamp(),
                'status', 'running', 'attempt', attempt, 'progress', $3::smallint, 'message', $4::text, 'fr', $5::text, 'worker', worker))
        WHERE id = $1 AND lease_token = $2 AND status = 'running'"#,
        lease.id.0,
        lease.token,
        percent,
        english,
        french,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}
