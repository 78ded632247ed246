//! GET /portfolios

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
    directory::portfolios::queries::{self, Filter, Portfolio},
    kernel::{After, ById, CompanyId, ConsultantId, Line},
};

query! {
    /// What to list.
    pub struct PortfolioFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// Of this consultant
        consultant_id: Option<ConsultantId>,
        /// Words of title or description, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<200>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List portfolios
///
/// Those of the caller's company; a consultant sees its own, a client those of the consultants that were proposed to its tenders.
#[utoipa::path(
    get, path = "/portfolios", operation_id = "list_portfolios", tag = "portfolios", params(Paged<PortfolioFilter>),
    responses((status = 200, description = "Portfolios", body = [Portfolio]), Forbidden, InvalidQuery)
)]
pub async fn list_portfolios(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<PortfolioFilter>>,
) -> Result<Response, Problem> {
    let PortfolioFilter {
        company_id,
        consultant_id,
        q,
        after,
    } = query.filter;
    let filter = Filter {
        company_id,
        consultant_id,
        q: q.map(|q| q.as_str().to_owned()),
    };
    let after = cursor(after, ById::Id)?;
    let listed = queries::list(app.db.pool(), auth.grant()?, &filter, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ById::Id, &uri)
}
