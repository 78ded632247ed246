//! POST /operations/ping

use crate::{
    body,
    extract::{Auth, IdempotencyKey, Json, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use shared::{
    jobs::{Enqueue, Execution, ping::Ping},
    kernel::{Grant, Whole, permissions::WorkerPing},
};
use std::ops::ControlFlow;

body! {
    /// How much to pretend.
    pub struct PingBody {
        /// Milliseconds of pretended work; none when absent.
        work_ms: Whole<0, 60_000> = 5,
    }
}

/// Ping the workers
///
/// Enqueues the smallest job: it proves the way through ledger, bell and worker and back. For admins and managers.
#[utoipa::path(
    post, path = "/operations/ping", operation_id = "ping", tag = "operations", request_body = PingBody,
    responses((status = 202, description = "The execution", body = Execution), Forbidden, Invalid)
)]
pub async fn ping(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<PingBody>,
) -> Result<Response, Problem> {
    let grant: Grant<WorkerPing> = auth.grant()?;
    let actor = grant.actor();
    let job = Ping {
        work_ms: body.work_ms.optional().map_or(0, |ms| ms.get().unsigned_abs()),
    };
    let options = Enqueue {
        company_id: actor.company_id,
        created_by: Some(actor.user_id),
        trace: origin.trace,
        ..Enqueue::default()
    };
    // Without a key the row is all that is written: it shares a commit with its neighbours.
    if !key.is_given() {
        let execution = app.intake.enqueue(&job, options).await?;
        return Ok(Reply::accepted(&execution)?.into_response());
    }
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let options = Enqueue {
        idempotency_key: write.key(),
        ..options
    };
    let execution = write.tx.enqueue(&job, options).await?;
    write.finish(Reply::accepted(&execution)?).await
}
