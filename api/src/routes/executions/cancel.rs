//! POST /executions/{id}/cancel

use super::get::tag;
use crate::{
    extract::{Auth, IdempotencyKey, IfTag, Path, RawHash, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
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
    responses((status = 200, description = "The execution", body = Execution), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn cancel_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
    key: IdempotencyKey,
    expected: IfTag,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
) -> Result<Response, Problem> {
    let (control, read) = (auth.grant()?, auth.grant()?);
    let act = async {
        if expected.is_given() {
            let found = story(app.db.pool(), read, id).await?;
            expected.check(found.as_ref().map(tag).as_ref())?;
        }
        usecases::cancel(&app.db, control, read, id, &origin).await?;
        let now = story(app.db.pool(), read, id).await?;
        let now = now.ok_or(Problem::NotFound("execution"))?;
        let tag = tag(&now);
        let mut reply = Reply::ok(&now.spoken(context.locale).execution)?.spoken(context.locale);
        reply.etag = Some(tag);
        Ok(reply)
    };
    key.around(&app.db, auth, RawHash(None), act).await
}
