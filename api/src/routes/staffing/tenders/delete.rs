//! DELETE /tenders/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::TenderId, lifecycle::tenders};

/// Remove a tender
///
/// The matches that generation found for it go along. One with matches that a person made or decided, or with collaborations, is history: 409 with
/// the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/tenders/{id}", operation_id = "delete_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_tender(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let mut tx = app.db.begin().await?;
    tenders::delete(&mut tx, write, read, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
