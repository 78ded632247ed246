//! GET /scoring-profiles/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::ScoringProfileId,
    staffing::scoring_profiles::queries::{self, ScoringProfile},
};

/// Read a scoring profile
#[utoipa::path(
    get, path = "/scoring-profiles/{id}", operation_id = "get_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")),
    responses((status = 200, description = "The scoring profile", body = ScoringProfile), Forbidden, NotFound)
)]
pub async fn get_scoring_profile(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ScoringProfileId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("scoring_profile"))?;
    Ok(Reply::ok(&found)?.tagged(found.written_at()))
}
