//! GET /matches/top

use crate::{
    extract::{Auth, Query},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::{CompanyId, Whole},
    staffing::matches::queries::{self, Match},
};

query! {
    /// Which.
    pub struct TopFilter {
        /// Of which this company is a side
        company_id: Option<CompanyId>,
        /// Matches at most; 10 when absent
        limit: Option<Whole<1, 200>>,
    }
}

/// The best matches that wait
///
/// Pending and proposed ones of open tenders, the best first.
#[utoipa::path(
    get, path = "/matches/top", operation_id = "list_top_matches", tag = "matches", params(TopFilter),
    responses((status = 200, description = "Matches", body = [Match]), Forbidden, InvalidQuery)
)]
pub async fn list_top_matches(
    State(app): State<App>,
    auth: Auth,
    Query(query): Query<TopFilter>,
) -> Result<Reply, Problem> {
    let limit = query.limit.map_or(10, |n| n.get().into());
    Reply::ok(&queries::top(app.db.pool(), auth.grant()?, query.company_id, limit).await?)
}
