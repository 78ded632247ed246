use crate::{
    db::DbError,
    jobs::{
        execution::Status,
        terms::{Finish, Lease},
    },
    kernel::{ExecutionId, Words},
};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// A row that was moved, whereto, and its parent.
#[derive(Debug, Clone, Copy)]
pub(in crate::jobs) struct Ended {
    pub id: ExecutionId,
    pub status: Status,
    pub parent: Option<ExecutionId>,
}

/// What becomes of an end that an accepted cancel stands against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::jobs) enum Cancelled {
    /// It is `cancelled` instead: nothing else was written.
    Ends,
    /// It is not moved: what stands in the same transaction must be rolled back first.
    Refuses,
}

/// Moves the rows whose lease still holds to their terminal state; returns those that it moved. A row that is not among them was
/// lost to another worker, and whatever stands in the same transaction must be rolled back.
///
/// A person's cancel that was accepted stands against every other end, whichever comes to the row first: the row is locked before
/// `cancel_requested_at` is looked at.
///
/// Rows are looked up one by one in the order of their ids (a lateral lookup that locks is not joined the other way round): a plan that is made
/// while the table is believed to be empty would else read all of it at each call, and a prepared statement keeps its plan.
///
/// `leased_until IS NOT NULL` says the same as `status = 'running'` (a check of the table) and keeps the plan off the index of running
/// rows: most of its entries are dead, and the planner believes that it is short.
pub(in crate::jobs) async fn finish(
    conn: &mut PgConnection,
    done: &[(Lease, Finish)],
    cancelled: Cancelled,
) -> Result<Vec<Ended>, DbError> {
    let mut ids: Vec<Uuid> = Vec::with_capacity(done.len());
    let mut tokens: Vec<i32> = Vec::with_capacity(done.len());
    let mut statuses: Vec<&str> = Vec::with_capacity(done.len());
    let mut results: Vec<Option<Value>> = Vec::with_capacity(done.len());
    let mut codes: Vec<Option<&str>> = Vec::with_capacity(done.len());
    let mut messages: Vec<Option<&str>> = Vec::with_capacity(done.len());
    let mut french: Vec<Option<&str>> = Vec::with_capacity(done.len());
    for (lease, finish) in done {
        ids.push(lease.id.0);
        tokens.push(lease.token);
        let (status, result, code, message) = match finish {
            Finish::Success(result) => ("success", Some(result.clone()), None, None),
            Finish::Error { code, message } => ("error", None, Some(code.as_str()), Some(message)),
            Finish::Cancelled => ("cancelled", None, None, None),
        };
        statuses.push(status);
        results.push(result);
        codes.push(code);
        messages.push(message.map(|m| &*m.en));
        french.push(message.map(|m| &*m.fr));
    }
    Ok(sqlx::query_as!(
        Ended,
        r#"WITH ended AS MATERIALIZED (
            SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $8::text[])
                AS t (id, token, status, result, code, message, fr)
        ), held AS MATERIALIZED (
            SELECT e.id FROM (SELECT id, token, status FROM ended ORDER BY id) t CROSS JOIN LATERAL (
                SELECT e.id FROM executions e WHERE e.id = t.id AND e.lease_token = t.token AND e.leased_until IS NOT NULL
                    AND (e.cancel_requested_at IS NULL OR t.status = 'cancelled' OR NOT $7) FOR UPDATE) e
        ), gone AS (
            DELETE FROM executions e WHERE e.id = ANY(ARRAY(SELECT id FROM held)) RETURNING e.*
        ), moved AS (
            SELECT t.id, o.* FROM gone g JOIN ended t ON t.id = g.id CROSS JOIN LATERAL (
                SELECT t.status, t.result, t.code, t.message, t.fr WHERE g.cancel_requested_at IS NULL
                UNION ALL
                SELECT 'cancelled', NULL, NULL, NULL, NULL WHERE g.cancel_requested_at IS NOT NULL) o
        )
        INSERT INTO finished_executions
            (id, kind, queue, status, priority, payload, payload_version, attempt, max_attempts, deaths, lease_token, worker, progress,
             progress_message, last_error_code, last_error, scheduled_at, created_at, started_at, cancel_requested_at, company_id,
             created_by, subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, external_id,
             external_status, history, result, error_code, error_message, finished_at)
        SELECT g.id, g.kind, g.queue, t.status, g.priority, g.payload, g.payload_version, g.attempt, g.max_attempts, g.deaths,
             g.lease_token, g.worker, CASE t.status WHEN 'success' THEN 100 ELSE g.progress END, g.progress_message,
             coalesce(t.code, g.last_error_code), coalesce(t.message, g.last_error), g.scheduled_at, g.created_at, g.started_at,
             g.cancel_requested_at, g.company_id, g.created_by, g.subject_kind, g.subject_id, g.parent_id, g.retry_of, g.schedule,
             g.idempotency_key, g.trace, g.external_id, g.external_status,
             g.history || jsonb_strip_nulls(jsonb_build_object('seq', jsonb_array_length(g.history) + 1, 'at', clock_timestamp(),
                'status', t.status, 'attempt', g.attempt, 'progress', CASE t.status WHEN 'success' THEN 100 ELSE g.progress END,
                'message', t.message, 'fr', t.fr, 'worker', g.worker)),
             t.result, t.code, t.message, clock_timestamp()
        FROM gone g JOIN moved t ON t.id = g.id
        RETURNING id AS "id: ExecutionId", status AS "status: Status", parent_id AS "parent: ExecutionId""#,
        &ids,
        &tokens,
        &statuses as &[&str],
        &results as &[Option<Value>],
        &codes as &[Option<&str>],
        &messages as &[Option<&str>],
        cancelled == Cancelled::Refuses,
        &french as &[Option<&str>],
    )
    .fetch_all(conn)
    .await?)
}

/// Locks what lives of `ids`, so that a claim or an end that is under way is waited for, and none begins: until the commit they stay what they
/// are.
pub(in crate::jobs) async fn hold_still(conn: &mut PgConnection, ids: &[ExecutionId]) -> Result<(), DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    sqlx::query!(
        "SELECT id FROM executions WHERE id = ANY($1) ORDER BY id FOR UPDATE",
        &ids
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Moves those of `ids` that are queued to `cancelled`; returns which. They are [held](hold_still).
pub(in crate::jobs) async fn cancel_queued(
    conn: &mut PgConnection,
    ids: &[ExecutionId],
) -> Result<Vec<Ended>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let leases = sqlx::query!(
        r#"UPDATE executions SET status = 'running', leased_until = clock_timestamp(), lease_token = lease_token + 1
        WHERE id = ANY($1) AND status = 'queued' RETURNING id AS "id: ExecutionId", lease_token"#,
        &ids
    )
    .fetch_all(&mut *conn)
    .await?;
    let done: Vec<(Lease, Finish)> = leases
        .into_iter()
        .map(|r| {
            (
                Lease {
                    id: r.id,
                    token: r.lease_token,
                },
                Finish::Cancelled,
            )
        })
        .collect();
    if done.is_empty() {
        Ok(Vec::new())
    } else {
        finish(conn, &done, Cancelled::Ends).await
    }
}

/// Moves a running row to `cancelled` whoever holds it: for a holder that is known dead.
pub(super) async fn cancel_running(conn: &mut PgConnection, id: ExecutionId) -> Result<bool, DbError> {
    end_live(conn, id, "running", Status::Cancelled, None).await
}

/// Ends a live row in the given state without a lease: the caller locked it and knows that nobody works on it.
pub(super) async fn end_live(
    conn: &mut PgConnection,
    id: ExecutionId,
    from: &str,
    to: Status,
    error: Option<(&str, &Words)>,
) -> Result<bool, DbError> {
    let token = sqlx::query_scalar!(
        r#"UPDATE executions SET status = 'running', leased_until = clock_timestamp(), lease_token = lease_token + 1
        WHERE id = $1 AND status = $2 RETURNING lease_token"#,
        id.0,
        from
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(token) = token else { return Ok(false) };
    let finish_as = match (to, error) {
        (Status::Cancelled, _) => Finish::Cancelled,
        (_, Some((code, message))) => Finish::Error {
            code: code.to_owned(),
            message: message.clone(),
        },
        (_, None) => Finish::Success(Value::Null),
    };
    let done = [(Lease { id, token }, finish_as)];
    Ok(!finish(conn, &done, Cancelled::Ends).await?.is_empty())
}

/// Leaves word for the holders of those of `ids` that are running; returns which. They are [held](hold_still).
pub(in crate::jobs) async fn request_cancel(
    conn: &mut PgConnection,
    ids: &[ExecutionId],
) -> Result<Vec<ExecutionId>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(sqlx::query_scalar!(
        r#"UPDATE executions SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
        WHERE id = ANY($1) AND status = 'running' RETURNING id AS "id: ExecutionId""#,
        &ids
    )
    .fetch_all(conn)
    .await?)
}
