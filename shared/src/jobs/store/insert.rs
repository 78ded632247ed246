use crate::{db::DbError, jobs::new_execution::NewExecution};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Writes rows in one statement, those with a place in line; returns when each is due, in their order. What is due at once takes the database's clock, which is the one
/// that claims compare with.
pub(in crate::jobs) async fn insert(
    conn: &mut PgConnection,
    rows: &[NewExecution],
    places: &[Option<i64>],
    now: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, DbError> {
    fn column<'a, T>(rows: &'a [NewExecution], of: impl Fn(&'a NewExecution) -> T) -> Vec<T> {
        rows.iter().map(of).collect()
    }
    let ids: Vec<Uuid> = column(rows, |n| n.id.0);
    let kinds: Vec<&str> = column(rows, |n| n.kind.as_str());
    let queues: Vec<&str> = column(rows, |n| n.queue.name());
    let priorities: Vec<i16> = column(rows, |n| n.priority);
    let payloads: Vec<&Value> = column(rows, |n| &n.payload);
    let versions: Vec<i16> = column(rows, |n| n.payload_version);
    let attempts: Vec<i16> = column(rows, |n| n.max_attempts);
    let due: Vec<Option<DateTime<Utc>>> = column(rows, |n| n.options.scheduled_at);
    let companies: Vec<Option<i64>> = column(rows, |n| n.options.company_id.map(|c| c.0));
    let creators: Vec<Option<i64>> = column(rows, |n| n.options.created_by.map(|u| u.0));
    let subject_kinds: Vec<Option<&str>> = column(rows, |n| n.subject.as_ref().map(|s| s.kind.as_str()));
    let subject_ids: Vec<Option<i64>> = column(rows, |n| n.subject.as_ref().map(|s| s.id));
    let parents: Vec<Option<Uuid>> = column(rows, |n| n.options.parent_id.map(|p| p.0));
    let retries: Vec<Option<Uuid>> = column(rows, |n| n.options.retry_of.map(|r| r.0));
    let schedules: Vec<Option<&str>> = column(rows, |n| n.options.schedule.as_deref());
    let keys: Vec<Option<&str>> = column(rows, |n| n.options.idempotency_key.as_deref());
    let traces: Vec<Option<&str>> = column(rows, |n| n.options.trace.as_deref());
    let written = sqlx::query!(
        r#"INSERT INTO executions
            (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by,
             subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, place, seated, line, history)
        SELECT id, kind, queue, priority, payload, payload_version, max_attempts, coalesce(scheduled_at, now()), $1, company_id, created_by,
             subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, place, place IS NOT NULL,
             coalesce((SELECT l.company_id FROM execution_limits l WHERE l.kind = t.kind AND l.company_id = t.company_id), 0),
             jsonb_build_array(jsonb_build_object('seq', 1, 'at', $1::timestamptz, 'status', 'queued'))
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::jsonb[], $7::smallint[], $8::smallint[],
                $9::timestamptz[], $10::bigint[], $11::bigint[], $12::text[], $13::bigint[], $14::uuid[], $15::uuid[], $16::text[],
                $17::text[], $18::text[], $19::bigint[])
            AS t (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, company_id, created_by,
                subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, place)
        RETURNING id, scheduled_at"#,
        now,
        &ids,
        &kinds as &[&str],
        &queues as &[&str],
        &priorities,
        &payloads as &[&Value],
        &versions,
        &attempts,
        &due as &[Option<DateTime<Utc>>],
        &companies as &[Option<i64>],
        &creators as &[Option<i64>],
        &subject_kinds as &[Option<&str>],
        &subject_ids as &[Option<i64>],
        &parents as &[Option<Uuid>],
        &retries as &[Option<Uuid>],
        &schedules as &[Option<&str>],
        &keys as &[Option<&str>],
        &traces as &[Option<&str>],
        places as &[Option<i64>],
    )
    .fetch_all(conn)
    .await?;
    let due: HashMap<Uuid, DateTime<Utc>> = written.into_iter().map(|row| (row.id, row.scheduled_at)).collect();
    let of = |id: &Uuid| due.get(id).copied().ok_or_else(DbError::missing_row);
    ids.iter().map(of).collect()
}
