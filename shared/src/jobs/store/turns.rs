//! Places in line: given at the enqueue to what is due, and later to what falls due.

use crate::{
    db::{DbError, Tx},
    jobs::new_execution::NewExecution,
    kernel::{ExecutionId, Queue},
};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use std::collections::HashMap;

/// What falls due and is seated at once, at most.
const SEATS: i64 = 1_000;

/// The places of rows that are due at once, in their order; none for those that are due later. A statement and commit of its own: whoever
/// enqueues within a long transaction makes nobody of its company wait, and a place that is not used then is a turn that is passed over.
/// A line that nobody knows (a new kind, or Postgres has crashed) is served where its first row stands: what comes would else stand before all that wait.
pub(in crate::jobs) async fn take(
    conn: &mut PgConnection,
    rows: &[NewExecution],
    now: DateTime<Utc>,
) -> Result<Vec<Option<i64>>, DbError> {
    let is_due = |new: &NewExecution| new.options.scheduled_at.is_none_or(|due| due <= now);
    let due: Vec<&NewExecution> = rows.iter().filter(|new| is_due(new)).collect();
    if due.is_empty() {
        return Ok(vec![None; rows.len()]);
    }
    let queues: Vec<&str> = due.iter().map(|new| new.queue.name()).collect();
    let kinds: Vec<&str> = due.iter().map(|new| new.kind.as_str()).collect();
    let priorities: Vec<i16> = due.iter().map(|new| new.priority).collect();
    let companies: Vec<i64> = due.iter().map(|new| company(new)).collect();
    let taken = sqlx::query!(
        r#"WITH asked AS (
            SELECT queue, kind, priority, company, count(*) AS places
            FROM unnest($1::text[], $2::text[], $3::smallint[], $4::bigint[]) AS t (queue, kind, priority, company) GROUP BY 1, 2, 3, 4
        ), lines AS MATERIALIZED (
            SELECT a.queue, a.kind, a.priority, l.served IS NOT NULL AS known, coalesce(l.served,
                (SELECT min(e.place) FROM executions e
                 WHERE e.queue = a.queue AND e.kind = a.kind AND e.priority = a.priority AND e.status = 'queued' AND e.seated), 1) AS served
            FROM (SELECT DISTINCT queue, kind, priority FROM asked) a
            LEFT JOIN execution_lines l ON l.queue = a.queue AND l.kind = a.kind AND l.priority = a.priority
        ), opened AS (
            INSERT INTO execution_lines (queue, kind, priority, served)
            SELECT queue, kind, priority, served FROM lines WHERE NOT known ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING
        )
        INSERT INTO execution_turns AS t (queue, kind, priority, company_id, again, next, taken)
        SELECT a.queue, a.kind, a.priority, a.company, false, l.served + a.places, a.places
        FROM asked a JOIN lines l ON l.queue = a.queue AND l.kind = a.kind AND l.priority = a.priority
        ORDER BY 1, 2, 3, 4
        ON CONFLICT (queue, kind, priority, company_id, again) DO UPDATE
            SET next = greatest(t.next, excluded.next - excluded.taken) + excluded.taken, taken = excluded.taken
        RETURNING queue, kind, priority, company_id, next - taken AS "first!""#,
        &queues as &[&str],
        &kinds as &[&str],
        &priorities,
        &companies,
    )
    .fetch_all(conn)
    .await?;
    let mut next: HashMap<(&str, &str, i16, i64), i64> = taken
        .iter()
        .map(|row| ((&*row.queue, &*row.kind, row.priority, row.company_id), row.first))
        .collect();
    let places = rows.iter().map(|new| {
        let line = (new.queue.name(), new.kind.as_str(), new.priority, company(new));
        let next = next.get_mut(&line).filter(|_| is_due(new))?;
        *next += 1;
        Some(*next - 1)
    });
    Ok(places.collect())
}

fn company(new: &NewExecution) -> i64 {
    new.options.company_id.map_or(0, |company| company.0)
}

/// Lets what has fallen due stand in line, at the end of what its company has there; what comes back for another attempt, at the end of what its
/// company has that comes back. Returns which.
pub(in crate::jobs) async fn seat(conn: &mut PgConnection, queue: Queue) -> Result<Vec<ExecutionId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"WITH due AS MATERIALIZED (
            SELECT id, kind, priority, coalesce(company_id, 0) AS company, place IS NOT NULL AS again, scheduled_at FROM executions
            WHERE queue = $1 AND status = 'queued' AND NOT seated AND scheduled_at <= clock_timestamp()
            ORDER BY scheduled_at LIMIT $2 FOR UPDATE SKIP LOCKED
        ), asked AS (
            SELECT kind, priority, company, again, count(*) AS places FROM due GROUP BY 1, 2, 3, 4
        ), lines AS MATERIALIZED (
            SELECT a.kind, a.priority, coalesce(l.served,
                (SELECT min(e.place) FROM executions e
                 WHERE e.queue = $1 AND e.kind = a.kind AND e.priority = a.priority AND e.status = 'queued' AND e.seated), 1) AS served
            FROM (SELECT DISTINCT kind, priority FROM asked) a
            LEFT JOIN execution_lines l ON l.queue = $1 AND l.kind = a.kind AND l.priority = a.priority
        ), taken AS (
            INSERT INTO execution_turns AS t (queue, kind, priority, company_id, again, next, taken)
            SELECT $1, a.kind, a.priority, a.company, a.again, l.served + a.places, a.places
            FROM asked a JOIN lines l ON l.kind = a.kind AND l.priority = a.priority
            ORDER BY 2, 3, 4, 5
            ON CONFLICT (queue, kind, priority, company_id, again) DO UPDATE
                SET next = greatest(t.next, excluded.next - excluded.taken) + excluded.taken, taken = excluded.taken
            RETURNING kind, priority, company_id, again, next - taken AS first
        ), places AS (
            SELECT d.id, t.first + row_number() OVER (PARTITION BY d.kind, d.priority, d.company, d.again ORDER BY d.scheduled_at, d.id) - 1 AS place
            FROM due d JOIN taken t ON t.kind = d.kind AND t.priority = d.priority AND t.company_id = d.company AND t.again = d.again
        )
        UPDATE executions e SET seated = true, place = (SELECT p.place FROM places p WHERE p.id = e.id)
        WHERE e.id = ANY(ARRAY(SELECT id FROM places))
        RETURNING e.id AS "id: ExecutionId""#,
        queue.name(),
        SEATS,
    )
    .fetch_all(conn)
    .await?)
}

/// Gives a company's executions of a kind a line of their own, or the common one again: a claim passes over the line of a company that is at its limit,
/// where it would read all of its rows in the common one.
pub(in crate::jobs) async fn draw_line(tx: &mut Tx, kind: &str, company: i64, own: bool) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE executions SET line = CASE WHEN $3 THEN $2 ELSE 0 END
         WHERE kind = $1 AND company_id = $2 AND line <> CASE WHEN $3 THEN $2 ELSE 0 END",
        kind,
        company,
        own,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
