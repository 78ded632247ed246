//! DELETE /matches/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUseOrWrongState, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::MatchId, staffing::matches::usecases};

/// Remove a match
///
/// One that waits or was cancelled. A decision is history (409), and so is what collaborations rest on: 409 with the counts.
#[utoipa::path(
    delete, path = "/matches/{id}", operation_id = "delete_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUseOrWrongState, Stale)
)]
pub async fn delete_match(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<MatchId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
