//! POST /matches/find-for-tender/{tender_id}

use crate::{
    extract::{Auth, Path, Query, RequestContext, value::Share},
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    query,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::{TenderId, Whole},
    staffing::matches::{jobs::MatchGeneration, queries::Found, usecases},
};

query! {
    /// How to search.
    pub struct SearchForTender {
        /// The bar; the scoring profile's, else 0.6, when absent
        min_score: Option<Share>,
        /// Those of active partners take part; true when absent
        include_partner_consultants ["include_partners"]: Option<bool>,
        /// Pairs at most, the best ones; 50 when absent
        limit: Option<Whole<1, 200>>,
    }
}

/// Find consultants for a tender
///
/// Scores at once and stores nothing; the best first. Only pairs of which the caller's company is a side.
#[utoipa::path(
    post, path = "/matches/find-for-tender/{tender_id}", operation_id = "find_matches_for_tender", tag = "matches",
    params(("tender_id" = i64, Path, description = "The tender"), SearchForTender),
    responses((status = 200, description = "The pairs over the bar", body = [Found]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn find_matches_for_tender(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<TenderId>,
    Query(query): Query<SearchForTender>,
) -> Result<Reply, Problem> {
    let job = MatchGeneration {
        tender_id: Some(id),
        min_score: query.min_score.map(|s| s.0),
        include_partners: query.include_partner_consultants.unwrap_or(true),
        limit: query.limit.map_or(Some(50), |n| n.get().try_into().ok()),
        ..MatchGeneration::default()
    };
    let found = usecases::search(&app.db, auth.grant()?, job, context.locale).await;
    let found = found.map_err(|error| Problem::of_path(error.into(), "tender"))?;
    Ok(Reply::ok(&found)?.spoken(context.locale))
}
