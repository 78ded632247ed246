//! GET /queues

use crate::{extract::Auth, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::extract::State;
use shared::{
    jobs::queries::overview::{self, QueueState},
    kernel::{Grant, permissions::QueueOperate},
};

/// List queues
#[utoipa::path(
    get, path = "/queues", operation_id = "list_queues", tag = "operations",
    responses((status = 200, description = "Every queue", body = [QueueState]), Forbidden)
)]
pub async fn list_queues(State(app): State<App>, auth: Auth) -> Result<Reply, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    Reply::ok(&overview::queues(app.db.pool()).await?)
}
