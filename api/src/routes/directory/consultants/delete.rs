//! DELETE /consultants/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::ConsultantId, lifecycle::consultants};

/// Remove a consultant
///
/// Its CVs, the matches that generation found for it and the portfolios that it wrote go along. One with matches that a person made or decided,
/// with collaborations or with portfolios that a person made is history: 409 with the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/consultants/{id}", operation_id = "delete_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_consultant(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let files = app.files.as_ref();
    consultants::remove(&app.db, files, write, read, id, &expected, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
