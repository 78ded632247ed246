//! POST /matches/{id}/cancel

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

/// Cancel a match
///
/// Either side's manager withdraws it; generation will not bring it back. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/matches/{id}/cancel", operation_id = "cancel_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")), request_body = Decision,
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn cancel_match(context: RequestContext, request: Moving<MatchId, Decision>) -> Result<Response, Problem> {
    moved(request, context, usecases::cancel).await
}
