//! POST /scoring-profiles/{id}/preview

use crate::{
    body,
    extract::{Auth, Json, Path, RequestContext},
    openapi::refusals::{Forbidden, Invalid, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    aggregate,
    kernel::{ScoringProfileId, TenderId, Whole},
    staffing::{
        matches::{jobs::MatchGeneration, queries::Found, usecases},
        scoring_profiles::queries::ScoringProfile,
    },
};

body! {
    /// What to try a scoring profile on.
    pub struct Preview requires [tender_id] {
        /// An open tender.
        tender_id: TenderId = 42,
        /// Pairs at most, the best ones; 20 when absent.
        limit: Whole<1, 100> = 20,
    }
}

/// Try a scoring profile
///
/// Scores the consultants for a tender with the profile's weights and bar; answers at once and stores nothing.
#[utoipa::path(
    post, path = "/scoring-profiles/{id}/preview", operation_id = "preview_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")), request_body = Preview,
    responses((status = 200, description = "The pairs over the bar, the best first", body = [Found]), Forbidden, NotFound, Invalid)
)]
pub async fn preview_scoring_profile(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<ScoringProfileId>,
    Json(body, _): Json<Preview>,
) -> Result<Reply, Problem> {
    let found = aggregate::one::<ScoringProfile>(app.db.pool(), auth.grant()?, id).await?;
    let profile = found.ok_or(Problem::NotFound("scoring_profile"))?;
    let job = MatchGeneration {
        tender_id: body.tender_id.optional(),
        min_score: Some(profile.min_score),
        weights: Some(profile.weights),
        limit: body.limit.optional().map_or(Some(20), |n| n.get().try_into().ok()),
        ..MatchGeneration::default()
    };
    let found = usecases::search(&app.db, auth.grant()?, job, context.locale).await?;
    Ok(Reply::ok(&found)?.spoken(context.locale))
}
