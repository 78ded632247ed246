use crate::{db::DbError, jobs::new_execution::NewExecution};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use std::collections::HashMap;
use uuid::Uuid;

/// Where the places in line of new rows come from.
#[derive(Debug, Clone, Copy)]
pub(in crate::jobs) enum Places<'a> {
    /// They were [taken](super::take_places) before: this statement stands in a transaction that may be long.
    Taken(&'a [Option<i64>]),
    /// This statement takes them: it is a transaction by itself, and nobody waits long for the turns that it holds.
    Now,
}

/// Writes rows in one statement, what is due with a place in line; returns when each is due, in their order. What is due at once takes the
/// database's clock, which is the one that claims compare with.
///
/// `asked` to `turns` are [`take_places`](super::take_places), within the same statement: a trip and a commit of its own cost as much as the rows.
pub(in crate::jobs) async fn insert(
    conn: &mut PgConnection,
    rows: &[NewExecution],
    places: Places<'_>,
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
    let (taken, take): (Vec<Option<i64>>, bool) = match places {
        Places::Taken(places) => (places.to_vec(), false),
        Places::Now => (vec![None; rows.len()], true),
    };
    let written = sqlx::query!(
        r#"WITH new AS MATERIALIZED (
            SELECT *, coalesce(company_id, 0) AS company, coalesce(scheduled_at <= $1, true) AS due
            FROM unnest($2::uuid[], $3::text[], $4::text[], $5::smallint[], $6::jsonb[], $7::smallint[], $8::smallint[],
                $9::timestamptz[], $10::bigint[], $11::bigint[], $12::text[], $13::bigint[], $14::uuid[], $15::uuid[], $16::text[],
                $17::text[], $18::text[], $19::bigint[]) WITH ORDINALITY
            AS t (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, company_id, created_by,
                subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, place, nth)
        ), asked AS (
            SELECT queue, kind, priority, company, count(*) AS places FROM new WHERE due AND $20 GROUP BY 1, 2, 3, 4
        ), lines AS MATERIALIZED (
            SELECT a.queue, a.kind, a.priority, l.served IS NOT NULL AS known, coalesce(l.served,
                (SELECT min(e.place) FROM executions e
                 WHERE e.queue = a.queue AND e.kind = a.kind AND e.priority = a.priority AND e.status = 'queued' AND e.seated), 1) AS served
            FROM (SELECT DISTINCT queue, kind, priority FROM asked) a
            LEFT JOIN execution_lines l ON l.queue = a.queue AND l.kind = a.kind AND l.priority = a.priority
        ), opened AS (
            INSERT INTO execution_lines (queue, kind, priority, served)
            SELECT queue, kind, priority, served FROM lines WHERE NOT known ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING
        ), turns AS (
            INSERT INTO execution_turns AS t (queue, kind, priority, company_id, again, next, taken)
            SELECT a.queue, a.kind, a.priority, a.company, false, l.served + a.places, a.places
            FROM asked a JOIN lines l ON l.queue = a.queue AND l.kind = a.kind AND l.priority = a.priority
            ORDER BY 1, 2, 3, 4
            ON CONFLICT (queue, kind, priority, company_id, again) DO UPDATE
                SET next = greatest(t.next, excluded.next - excluded.taken) + excluded.taken, taken = excluded.taken
            RETURNING queue, kind, priority, company_id AS company, next - taken AS first
        ), placed AS (
            SELECT n.*, coalesce(n.place,
                t.first + row_number() OVER (PARTITION BY n.queue, n.kind, n.priority, n.company, n.due ORDER BY n.nth) - 1) AS stands
            FROM new n LEFT JOIN turns t ON n.due AND t.queue = n.queue AND t.kind = n.kind AND t.priority = n.priority AND t.company = n.company
        )
        INSERT INTO executions
            (id, kind, queue, priority, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by,
             subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, place, seated, line, history)
        SELECT id, kind, queue, priority, payload, payload_version, max_attempts, coalesce(scheduled_at, now()), $1, company_id, created_by,
             subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, stands, stands IS NOT NULL,
             coalesce((SELECT l.company_id FROM execution_limits l WHERE l.kind = p.kind AND l.company_id = p.company_id), 0),
             jsonb_build_array(jsonb_build_object('seq', 1, 'at', $1::timestamptz, 'status', 'queued'))
        FROM placed p
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
        &taken as &[Option<i64>],
        take,
    )
    .fetch_all(conn)
    .await?;
    let due: HashMap<Uuid, DateTime<Utc>> = written.into_iter().map(|row| (row.id, row.scheduled_at)).collect();
    let of = |id: &Uuid| due.get(id).copied().ok_or_else(DbError::missing_row);
    ids.iter().map(of).collect()
}
