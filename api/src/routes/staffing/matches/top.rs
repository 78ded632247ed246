//! GET /matches/top

use super::spoken::{kept, say};
use crate::{
    extract::{Auth, Query, RequestContext, query::Paged},
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
    staffing::matches::queries::{self, Match},
};

query! {
    /// Which.
    pub struct TopFilter {
        /// Of which this company is a side
        company_id: Option<CompanyId>,
    }
}

/// The best matches that wait
///
/// Pending and proposed ones of open tenders, the best first.
#[utoipa::path(
    get, path = "/matches/top", operation_id = "list_top_matches", tag = "matches", params(Paged<TopFilter>),
    responses((status = 200, description = "Matches", body = [Match]), Forbidden, InvalidQuery)
)]
pub async fn list_top_matches(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<TopFilter>>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let make = async {
        let top = queries::top(app.db.pool(), grant, query.filter.company_id, query.page).await?;
        say(top, context.locale, |top| {
            listing(&top.rows, top.total, query.page, &uri)
        })
    };
    kept(&app, auth, grant, context.locale, &uri, make).await
}
