//! POST /matches/{id}/propose

use super::moves::{Decision, moved};
use crate::{
    entity::Moving,
    extract::RequestContext,
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    kernel::MatchId,
    staffing::matches::{queries::Match, usecases},
};

/// Propose a match
///
/// Shows it to the tender's side. Managers of either side propose. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/matches/{id}/propose", operation_id = "propose_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")), request_body = Decision,
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn propose_match(context: RequestContext, request: Moving<MatchId, Decision>) -> Result<Response, Problem> {
    moved(request, context, usecases::propose).await
}
