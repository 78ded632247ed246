//! GET /portfolios

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
    directory::portfolios::queries::{self, Filter, Portfolio},
    kernel::{CompanyId, ConsultantId},
};

query! {
    /// What to list.
    pub struct PortfolioFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// Of this consultant
        consultant_id: Option<ConsultantId>,
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
    } = query.filter;
    let filter = Filter {
        company_id,
        consultant_id,
    };
    let (rows, total) = queries::list(app.db.pool(), auth.grant()?, filter, query.page).await?;
    listing(&rows, total, query.page, &uri)
}
