//! DELETE /collaborations/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{kernel::CollaborationId, staffing::collaborations::aggregate::Collaborations};

/// Remove a collaboration
///
/// A draft or a cancelled one; what has begun is history: 409.
#[utoipa::path(
    delete, path = "/collaborations/{id}", operation_id = "delete_collaboration", tag = "collaborations",
    params(("id" = i64, Path, description = "The collaboration")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn delete_collaboration(request: Removing<CollaborationId>) -> Result<StatusCode, Problem> {
    request.remove::<Collaborations>().await
}
