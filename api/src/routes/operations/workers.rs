//! GET /workers

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::{
    jobs::queries::overview::{self, WorkerState},
    kernel::{Grant, permissions::QueueOperate},
};

/// List workers
#[utoipa::path(
    get, path = "/workers", operation_id = "list_workers", tag = "operations",
    responses((status = 200, description = "Workers seen within a minute", body = [WorkerState]), Forbidden)
)]
pub async fn list_workers(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    Reply::ok(&overview::workers(app.db.pool()).await?)
}
