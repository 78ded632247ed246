//! GET /consultants/{id}/cv

use super::download::download;
use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::FileContent,
    openapi::refusals::{FileNotFound, Forbidden},
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    kernel::{ConsultantId, Page},
    resumes::queries,
};

/// Download a consultant's latest CV
#[utoipa::path(
    get, path = "/consultants/{id}/cv", operation_id = "download_cv", tag = "resumes",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The file, as an attachment", content_type = "application/octet-stream", body = FileContent), Forbidden, FileNotFound)
)]
pub async fn download_cv(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let newest = Page { limit: 1, offset: 0 };
    let found = queries::of_consultant(app.db.pool(), auth.grant()?, id, None, newest).await?;
    download(
        &app,
        auth,
        found.rows.first().ok_or(Problem::NotFound("resume"))?,
        &origin,
    )
    .await
}
