//! GET /collaborations/{id}

use crate::{
    entity::Reading,
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
};
use shared::{
    kernel::CollaborationId,
    staffing::collaborations::{aggregate::Collaborations, queries::Collaboration},
};

/// Read a collaboration
#[utoipa::path(
    get, path = "/collaborations/{id}", operation_id = "get_collaboration", tag = "collaborations",
    params(("id" = i64, Path, description = "The collaboration")),
    responses((status = 200, description = "The collaboration", body = Collaboration), Forbidden, NotFound)
)]
pub async fn get_collaboration(request: Reading<CollaborationId>) -> Result<Reply, Problem> {
    request.read::<Collaborations>().await
}
