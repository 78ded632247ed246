//! POST /consultants/{id}/archive

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

/// Archive a consultant
///
/// It is in no list, no search and no new match any more; what rests on it stays. Archived already, it stays so.
#[utoipa::path(
    post, path = "/consultants/{id}/archive", operation_id = "archive_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Stale)
)]
pub async fn archive_consultant(request: Moving<ConsultantId>) -> Result<Response, Problem> {
    request
        .needs::<ConsultantRead>()?
        .answer(async |tx, by, id| consultants::archive(tx, by, id, true).await)
        .await
}
