//! DELETE /matches/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUseOrWrongState, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{kernel::MatchId, staffing::matches::aggregate::Matches};

/// Remove a match
///
/// One that waits or was cancelled. A decision is history (409), and so is what collaborations rest on: 409 with the counts.
#[utoipa::path(
    delete, path = "/matches/{id}", operation_id = "delete_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUseOrWrongState, Stale)
)]
pub async fn delete_match(request: Removing<MatchId>) -> Result<StatusCode, Problem> {
    request.remove::<Matches>().await
}
