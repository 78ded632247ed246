//! GET /auth/me

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::identity::queries::{self, User};

/// Who am I
#[utoipa::path(
    get, path = "/auth/me", operation_id = "me", tag = "auth",
    responses((status = 200, description = "The caller", body = User), Forbidden)
)]
pub async fn me(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    let user = queries::user(app.db.pool(), auth.person()?.actor().user_id).await?;
    Reply::ok(&user.ok_or(Problem::Unauthenticated)?)
}
