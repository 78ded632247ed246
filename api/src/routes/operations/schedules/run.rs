//! POST /schedules/{name}/run

use crate::{
    extract::{Auth, IdempotencyKey, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::jobs::{Execution, schedules::usecases};
use std::ops::ControlFlow;

/// Run a schedule now
///
/// Beside its due times, and also while it is disabled.
#[utoipa::path(
    post, path = "/schedules/{name}/run", operation_id = "run_schedule", tag = "operations",
    params(("name" = String, Path, description = "The schedule")),
    responses((status = 202, description = "The execution", body = Execution), Forbidden, NotFound)
)]
pub async fn run_schedule(
    State(app): State<App>,
    auth: Auth,
    Path(name): Path<String>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let execution = usecases::run_now(&mut write.tx, grant, &name, &origin).await?;
    write.finish(Reply::accepted(&execution)?).await
}
