//! GET /resumes/{id}/file

use super::download::download;
use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::FileContent,
    openapi::refusals::{FileNotFound, Forbidden},
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{kernel::ResumeId, resumes::queries};

/// Download a resume's file
#[utoipa::path(
    get, path = "/resumes/{id}/file", operation_id = "download_resume", tag = "resumes",
    params(("id" = i64, Path, description = "The resume")),
    responses((status = 200, description = "The file, as an attachment", content_type = "application/octet-stream", body = FileContent), Forbidden, FileNotFound)
)]
pub async fn download_resume(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    download(&app, auth, &found.ok_or(Problem::NotFound("resume"))?, &origin).await
}
