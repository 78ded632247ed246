//! GET /auth/sessions

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::identity::queries::{self, Session};

/// List one's sessions
///
/// Those that are not over, newest first.
#[utoipa::path(
    get, path = "/auth/sessions", operation_id = "list_sessions", tag = "auth",
    responses((status = 200, description = "Sessions", body = [Session]), Forbidden)
)]
pub async fn list_sessions(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    let now = app.db.clock().now();
    Reply::ok(&queries::sessions(app.db.pool(), auth.person()?.0, now).await?)
}
