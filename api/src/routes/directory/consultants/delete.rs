//! DELETE /consultants/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{directory::consultants::usecases, kernel::ConsultantId};

/// Remove a consultant
///
/// One with CVs or matches is history: 409 with the counts, and archive it instead.
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
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, write, read, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
