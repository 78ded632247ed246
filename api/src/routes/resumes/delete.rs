//! DELETE /resumes/{id}

use crate::{
    extract::{Auth, IfTag, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::ResumeId, lifecycle, resumes::queries};

/// Remove a resume
///
/// With its file, analyses, text, chunks and vectors. What was applied to the consultant's profile stays.
#[utoipa::path(
    delete, path = "/resumes/{id}", operation_id = "delete_resume", tag = "resumes", params(("id" = i64, Path, description = "The resume")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn delete_resume(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    expected: IfTag,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let write = auth.grant()?;
    // What the caller does not see, it is told below.
    if expected.is_given()
        && let Some(current) = queries::one(app.db.pool(), auth.grant()?, id).await?
    {
        expected.check(Reply::ok(&current)?.tagged_by_content().etag.as_ref())?;
    }
    lifecycle::resumes::remove(&app.db, app.files.as_ref(), write, id, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
