//! POST /users/{id}/reset-password

use crate::{
    extract::{Auth, IdempotencyKey, Path, RawHash, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, WrongState},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{identity::password_resets::usecases, jobs::Execution, kernel::UserId};
use std::ops::ControlFlow;

/// Send a user a way to a new password
///
/// Its person gets a letter with a link, good for an hour and once; whoever asks sees the execution that sends it, never the link. Until the link is
/// used, the old password and the sessions stay. An admin for everybody, a manager for its own company.
#[utoipa::path(
    post, path = "/users/{id}/reset-password", operation_id = "reset_user_password", tag = "users",
    params(("id" = i64, Path, description = "The user")),
    responses((status = 202, description = "The execution that sends the letter", body = Execution), Forbidden, NotFound, WrongState)
)]
pub async fn reset_user_password(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<UserId>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let letter = usecases::ask_for(&mut write.tx, &app.tokens, grant, id, context.locale, &origin).await?;
    write.finish(Reply::accepted(&letter)?).await
}
