//! POST /executions/{id}/retry

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Conflict, Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    jobs::{Execution, usecases},
    kernel::ExecutionId,
};

/// Run an execution again
///
/// A failed or cancelled one, as a new execution that names it in `retry_of`.
#[utoipa::path(
    post, path = "/executions/{id}/retry", operation_id = "retry_execution", tag = "executions",
    params(("id" = String, Path, description = "The execution, a UUID")),
    responses((status = 202, description = "The new execution", body = Execution), Forbidden, NotFound, Conflict)
)]
pub async fn retry_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
) -> Result<Reply, Problem> {
    let execution = usecases::retry(&app.db, auth.grant()?, auth.grant()?, id).await?;
    Reply::accepted(&execution)
}
