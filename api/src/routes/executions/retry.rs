//! POST /executions/{id}/retry

use super::get::tag;
use crate::{
    extract::{Auth, IdempotencyKey, IfTag, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    jobs::{Execution, queries::story, retry},
    kernel::ExecutionId,
};
use std::ops::ControlFlow;

/// Run an execution again
///
/// A failed or cancelled one, as a new execution that names it in `retry_of`. One retry at a time: while one is under way, others are 409, and
/// once it failed, it is what is repeated. What was cancelled with its parent is run again by that one.
#[utoipa::path(
    post, path = "/executions/{id}/retry", operation_id = "retry_execution", tag = "executions",
    params(("id" = Uuid, Path, description = "The execution")),
    responses((status = 202, description = "The new execution", body = Execution), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn retry_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
    key: IdempotencyKey,
    expected: IfTag,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let (control, read) = (auth.grant()?, auth.grant()?);
    if expected.is_given() {
        let found = story(app.db.pool(), read, id).await?;
        expected.check(found.as_ref().map(tag).as_ref())?;
    }
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let execution = retry::retry(&mut write.tx, control, read, id, &origin).await?;
    write.finish(Reply::accepted(&execution)?).await
}
