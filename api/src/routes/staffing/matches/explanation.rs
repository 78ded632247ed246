//! GET /matches/{id}/explanation

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
    staffing::{matches::queries, scoring::Explanation},
};

/// Why a match has its score
///
/// The contributions add up to the score.
#[utoipa::path(
    get, path = "/matches/{id}/explanation", operation_id = "explain_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")),
    responses((status = 200, description = "The explanation", body = Explanation), Forbidden, NotFound)
)]
pub async fn explain_match(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<MatchId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let mut found = found.ok_or(Problem::NotFound("match"))?;
    found.speak(context.locale)?;
    Ok(Reply::ok(&found.explanation)?.spoken(context.locale))
}
