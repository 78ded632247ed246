//! DELETE /scoring-profiles/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::ScoringProfileId, staffing::scoring_profiles::usecases};

/// Remove a scoring profile
///
/// Matches keep the explanation that it gave them.
#[utoipa::path(
    delete, path = "/scoring-profiles/{id}", operation_id = "delete_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn delete_scoring_profile(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ScoringProfileId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
