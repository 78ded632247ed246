//! POST /consultants/{id}/unarchive

use crate::{
    entity::Moving,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    directory::consultants::queries::Consultant,
    kernel::{ConsultantId, permissions::ConsultantRead},
    lifecycle::consultants,
};

/// Take a consultant out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/consultants/{id}/unarchive", operation_id = "unarchive_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_consultant(request: Moving<ConsultantId>) -> Result<Response, Problem> {
    request
        .needs::<ConsultantRead>()?
        .answer(async |tx, by, id| consultants::archive(tx, by, id, false).await)
        .await
}
