//! GET /consultants/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::consultants::queries::{self, Consultant},
    kernel::ConsultantId,
};

/// Read a consultant
#[utoipa::path(
    get, path = "/consultants/{id}", operation_id = "get_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound)
)]
pub async fn get_consultant(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let found = app.db.read(async |conn| queries::one(conn, grant, id).await).await?;
    let found = found.ok_or(Problem::NotFound("consultant"))?;
    Reply::entity(&found)
}
