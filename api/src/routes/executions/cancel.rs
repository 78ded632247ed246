//! POST /executions/{id}/cancel

use crate::{
    extract::{Auth, IdempotencyKey, Path, RawHash, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, WrongState},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    jobs::{Execution, queries::story, usecases},
    kernel::ExecutionId,
};

/// Cancel an execution
///
/// A queued one stops at once, a running one as soon as its handler sees the signal. Cancelling twice is the same as once; a finished one is 409.
#[utoipa::path(
    post, path = "/executions/{id}/cancel", operation_id = "cancel_execution", tag = "executions",
    params(("id" = Uuid, Path, description = "The execution")),
    responses((status = 200, description = "The execution", body = Execution), Forbidden, NotFound, WrongState)
)]
pub async fn cancel_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
) -> Result<Response, Problem> {
    let (control, read) = (auth.grant()?, auth.grant()?);
    let act = async {
        usecases::cancel(&app.db, control, read, id, &origin).await?;
        let now = story(app.db.pool(), read, id).await?;
        let now = now.ok_or(Problem::NotFound("execution"))?;
        Ok(Reply::ok(&now.spoken(context.locale).execution)?.spoken(context.locale))
    };
    key.around(&app.db, auth, RawHash(None), act).await
}
