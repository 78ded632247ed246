//! GET /livez, GET /health

use crate::{problem::Problem, reply::Reply};
use serde::Serialize;

/// A process that answers.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Alive {
    /// `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

/// Is the process alive
#[utoipa::path(
    get, path = "/livez", operation_id = "livez", tag = "health", security(()),
    responses((status = 200, description = "It answers", body = Alive))
)]
pub async fn livez() -> Result<Reply, Problem> {
    Reply::ok(&Alive { status: "ok" })
}

/// Is the process alive
///
/// The same as `/livez`.
#[utoipa::path(
    get, path = "/health", operation_id = "health", tag = "health", security(()),
    responses((status = 200, description = "It answers", body = Alive))
)]
pub async fn health() -> Result<Reply, Problem> {
    livez().await
}
