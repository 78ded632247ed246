//! GET /scoring-profiles

use crate::{
    extract::{Auth, Query, query::Paged},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::{cursor, growing_listing},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    kernel::{After, ByName, CompanyId},
    staffing::scoring_profiles::queries::{self, ScoringProfile},
};

query! {
    /// What to list.
    pub struct ScoringProfileFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
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
    let after = cursor(query.filter.after, ByName::Name)?;
    let listed = queries::list(app.db.pool(), auth.grant()?, company, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ByName::Name, &uri)
}
