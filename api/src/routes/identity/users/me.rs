//! GET /users/me

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::identity::queries::{self, User};

/// Read oneself
#[utoipa::path(
    get, path = "/users/me", operation_id = "get_me", tag = "users",
    responses((status = 200, description = "The caller", body = User), Forbidden)
)]
pub async fn get_me(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    let found = queries::user(app.db.pool(), auth.person()?.actor().user_id).await?;
    let found = found.ok_or(Problem::Unauthenticated)?;
    Ok(Reply::ok(&found)?.tagged(found.version()))
}
