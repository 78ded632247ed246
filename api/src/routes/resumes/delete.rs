//! DELETE /resumes/{id}

use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::ResumeId, resumes::removal};

/// Remove a resume
///
/// With its file, analyses, text, chunks and vectors. What was applied to the consultant's profile stays.
#[utoipa::path(
    delete, path = "/resumes/{id}", operation_id = "delete_resume", tag = "resumes", params(("id" = i64, Path, description = "The resume")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound)
)]
pub async fn delete_resume(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    removal::remove(&app.db, app.files.as_ref(), auth.grant()?, id, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
