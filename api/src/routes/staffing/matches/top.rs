//! GET /matches/top

use super::spoken::{said, say};
use crate::{
    cached::cached,
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
    cache::Space,
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
        let mut top = queries::top(app.db.pool(), grant, query.filter.company_id, query.page).await?;
        say(&mut top, context.locale)?;
        let listed = listing(&top.rows, top.total, query.page, &uri)?;
        Ok(said(listed, context.locale))
    };
    cached(
        &app,
        Space::Matches,
        auth,
        (grant.scope(), Some(context.locale)),
        &uri,
        make,
    )
    .await
}
