//! GET /scoring-profiles

use crate::{
    extract::{Auth, Query, query::Paged},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::listing,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    kernel::CompanyId,
    staffing::scoring_profiles::queries::{self, ScoringProfile},
};

query! {
    /// What to list.
    pub struct ScoringProfileFilter {
        /// Of this company
        company_id: Option<CompanyId>,
    }
}

/// List scoring profiles
///
/// Those of the caller's company, by name.
#[utoipa::path(
    get, path = "/scoring-profiles", operation_id = "list_scoring_profiles", tag = "scoring-profiles", params(Paged<ScoringProfileFilter>),
    responses((status = 200, description = "Scoring profiles", body = [ScoringProfile]), Forbidden, InvalidQuery)
)]
pub async fn list_scoring_profiles(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<ScoringProfileFilter>>,
) -> Result<Response, Problem> {
    let company = query.filter.company_id;
    let (rows, total) = queries::list(app.db.pool(), auth.grant()?, company, query.page).await?;
    listing(&rows, total, query.page, &uri)
}
