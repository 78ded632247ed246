//! POST /matches/{id}/propose

use super::moves::{Decision, answer};
use crate::{
    extract::{Auth, Json, Path, RequestOrigin},
    openapi::refusals::{Conflict, Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
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
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, Conflict)
)]
pub async fn propose_match(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<MatchId>,
    RequestOrigin(origin): RequestOrigin,
    Json(decision, _): Json<Decision>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::propose(&mut tx, grant, id, decision.reason().as_deref(), &origin).await?;
    tx.commit().await?;
    answer(&app, auth, id).await
}
