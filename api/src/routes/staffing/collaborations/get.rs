//! GET /collaborations/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::CollaborationId,
    staffing::collaborations::queries::{self, Collaboration},
};

/// Read a collaboration
#[utoipa::path(
    get, path = "/collaborations/{id}", operation_id = "get_collaboration", tag = "collaborations",
    params(("id" = i64, Path, description = "The collaboration")),
    responses((status = 200, description = "The collaboration", body = Collaboration), Forbidden, NotFound)
)]
pub async fn get_collaboration(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CollaborationId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("collaboration"))?;
    Ok(Reply::ok(&found)?.tagged(found.version()))
}
