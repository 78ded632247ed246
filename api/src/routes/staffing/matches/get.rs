//! GET /matches/{id}

use crate::{
    extract::{Auth, Path, RequestContext},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::MatchId,
    staffing::matches::queries::{self, Match},
};

/// Read a match
#[utoipa::path(
    get, path = "/matches/{id}", operation_id = "get_match", tag = "matches", params(("id" = i64, Path, description = "The match")),
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound)
)]
pub async fn get_match(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<MatchId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let mut found = found.ok_or(Problem::NotFound("match"))?;
    found.speak(context.locale)?;
    Ok(Reply::entity(&found)?.spoken(context.locale))
}
