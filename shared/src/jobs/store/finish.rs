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
use std::cmp::Reverse;
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
/// A person's cancel that was accepted stands against every other end, whichever comes to the row first: where another writes the row at
/// that moment, the conditions are asked again of what it wrote.
///
/// The index scan of `id = ANY` goes in the order of the ids, so two of these never stand in each other's way crosswise, and it is the only plan
/// there is: what belongs to a row is looked up in the arrays, not joined, since the ledger's connections join by nested loops alone.
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
    // Of two leases of one execution the later one counts, and of equal ids the arrays are asked for the first.
    let mut done: Vec<&(Lease, Finish)> = done.iter().collect();
    done.sort_by_key(|(lease, _)| (lease.id, Reverse(lease.token)));
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
        r#"WITH gone AS (
            DELETE FROM executions e
            WHERE e.id = ANY($1::uuid[]) AND e.leased_until IS NOT NULL AND e.lease_token = ($2::int[])[array_position($1::uuid[], e.id)]
                AND (e.cancel_requested_at IS NULL OR NOT $7 OR ($3::text[])[array_position($1::uuid[], e.id)] = 'cancelled')
            RETURNING e.*, CASE WHEN e.cancel_requested_at IS NULL THEN array_position($1::uuid[], e.id) END AS nth
        ), moved AS (
            SELECT *, coalesce(($3::text[])[nth], 'cancelled') AS becomes, ($4::jsonb[])[nth] AS result, ($5::text[])[nth] AS code,
                ($6::text[])[nth] AS message, ($8::text[])[nth] AS fr
            FROM gone
        )
        INSERT INTO finished_executions
            (id, kind, queue, status, priority, payload, payload_version, attempt, max_attempts, deaths, lease_token, worker, progress,
             progress_message, last_error_code, last_error, scheduled_at, created_at, started_at, cancel_requested_at, company_id,
             created_by, subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, external_id,
             external_status, history, result, error_code, error_message, finished_at)
        SELECT id, kind, queue, becomes, priority, payload, payload_version, attempt, max_attempts, deaths,
             lease_token, worker, CASE becomes WHEN 'success' THEN 100 ELSE progress END, progress_message,
             coalesce(code, last_error_code), coalesce(message, last_error), scheduled_at, created_at, started_at,
             cancel_requested_at, company_id, created_by, subject_kind, subject_id, parent_id, retry_of, schedule,
             idempotency_key, trace, external_id, external_status,
             history || jsonb_strip_nulls(jsonb_build_object('seq', jsonb_array_length(history) + 1, 'at', clock_timestamp(),
                'status', becomes, 'attempt', attempt, 'progress', CASE becomes WHEN 'success' THEN 100 ELSE progress END,
                'message', message, 'fr', fr, 'worker', worker)),
             result, code, message, clock_timestamp()
        FROM moved
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
