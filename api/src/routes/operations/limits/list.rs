//! GET /limits

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::jobs::limits::{self, Limit};

/// List limits
#[utoipa::path(
    get, path = "/limits", operation_id = "list_limits", tag = "operations",
    responses((status = 200, description = "Every limit", body = [Limit]), Forbidden)
)]
pub async fn list_limits(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    Reply::ok(&limits::list(app.db.pool(), auth.grant()?).await?)
}
