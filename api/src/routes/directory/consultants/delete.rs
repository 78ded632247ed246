//! DELETE /consultants/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{
    kernel::{ConsultantId, permissions::ConsultantRead},
    lifecycle::consultants,
};

/// Remove a consultant
///
/// Its CVs, the matches that generation found for it and the portfolios that it wrote go along. One with matches that a person made or decided,
/// with collaborations or with portfolios that a person made is history: 409 with the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/consultants/{id}", operation_id = "delete_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_consultant(request: Removing<ConsultantId>) -> Result<StatusCode, Problem> {
    let request = request.needs::<ConsultantRead>()?;
    let (app, by) = (&request.app, request.by()?);
    consultants::remove(&app.db, app.files.as_ref(), by, request.id).await?;
    Ok(StatusCode::NO_CONTENT)
}
