//! POST /matches/{id}/cancel

use super::moves::{Decision, answer};
use crate::{
    extract::{Auth, IdempotencyKey, IfMatch, Json, Path, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    kernel::MatchId,
    staffing::matches::{queries::Match, usecases},
};
use std::ops::ControlFlow;

/// Cancel a match
///
/// Either side's manager withdraws it; generation will not bring it back. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/matches/{id}/cancel", operation_id = "cancel_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")), request_body = Decision,
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn cancel_match(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<MatchId>,
    (key, expected): (IdempotencyKey, IfMatch),
    RequestOrigin(origin): RequestOrigin,
    Json(decision, hash): Json<Decision>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    usecases::cancel(
        &mut write.tx,
        grant,
        id,
        decision.reason().as_deref(),
        &expected.0,
        &origin,
    )
    .await?;
    answer(write, auth, id, context.locale).await
}
