//! GET /schedules

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::jobs::schedules::queries::{self, ScheduleState};

/// List schedules
#[utoipa::path(
    get, path = "/schedules", operation_id = "list_schedules", tag = "operations",
    responses((status = 200, description = "Every schedule", body = [ScheduleState]), Forbidden)
)]
pub async fn list_schedules(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    Reply::ok(&queries::list(app.db.pool(), auth.grant()?).await?)
}
