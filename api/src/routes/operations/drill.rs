//! POST /operations/drill

use crate::{
    body,
    extract::{Auth, IdempotencyKey, Json, RequestOrigin, value::OneOf},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    jobs::{
        Enqueue, Execution,
        drill::{Drill, DrillShape, Shape},
    },
    kernel::{CompanyId, FaultKind, Grant, Line, Whole, permissions::QueueOperate},
};
use std::ops::ControlFlow;

body! {
    /// What to practise.
    pub struct DrillBody requires [label, shape] {
        /// Of which exercise: its effects are counted by it.
        label: Line<100> = "exercise-1",
        /// How it behaves.
        shape: OneOf<DrillShape> = "family",
        /// Milliseconds of work.
        ms: Whole<0, 60_000> = 200,
        /// Children of a family.
        children: Whole<0, 1000> = 5,
        /// For this company; for none when absent.
        company_id: CompanyId = 1,
    }
}

/// Drill the workers
///
/// Enqueues a job that behaves as it is told and leaves one countable effect: `./dev chaos` is made of these. For admins.
#[utoipa::path(
    post, path = "/operations/drill", operation_id = "drill", tag = "operations", request_body = DrillBody,
    responses((status = 202, description = "The execution", body = Execution), Forbidden, Invalid)
)]
pub async fn drill(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<DrillBody>,
) -> Result<Response, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    let ms = body.ms.optional().map_or(0, |ms| ms.get().unsigned_abs());
    let children = body
        .children
        .optional()
        .and_then(|n| u16::try_from(n.get()).ok())
        .unwrap_or(0);
    let shape = match body.shape.optional().map(|s| s.0) {
        Some(DrillShape::Slow) => Shape::Slow { ms },
        Some(DrillShape::Flaky) => Shape::Flaky { times: 2 },
        Some(DrillShape::Failing) => Shape::Failing,
        Some(DrillShape::Family) => Shape::Family { children, ms },
        Some(DrillShape::Instant) | None => Shape::Instant,
    };
    let label = body.label.optional().map(|l| l.as_str().to_owned()).unwrap_or_default();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let options = Enqueue {
        company_id: body.company_id.optional(),
        created_by: Some(auth.actor().user_id),
        idempotency_key: write.key(),
        trace: origin.trace,
        ..Enqueue::default()
    };
    let enqueued = write.tx.enqueue(&Drill { label, shape }, options).await;
    let execution = enqueued.map_err(|error| match error.constraint() {
        Some("executions_company_id_fkey") => Problem::body("company_id", FaultKind::NoSuch),
        _ => error.into(),
    })?;
    write.finish(Reply::accepted(&execution)?).await
}
