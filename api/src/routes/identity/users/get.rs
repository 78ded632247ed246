//! GET /users/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    identity::{queries::User, users::queries},
    kernel::UserId,
};

/// Read a user
#[utoipa::path(
    get, path = "/users/{id}", operation_id = "get_user", tag = "users", params(("id" = i64, Path, description = "The user")),
    responses((status = 200, description = "The user", body = User), Forbidden, NotFound)
)]
pub async fn get_user(State(app): State<App>, auth: Auth, Path(id): Path<UserId>) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("user"))?;
    Ok(Reply::ok(&found)?.tagged(found.version()))
}
