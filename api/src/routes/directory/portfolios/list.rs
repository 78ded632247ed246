//! GET /portfolios

use crate::{
    entity::Listing,
    extract::query::Paged,
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
};
use axum::response::Response;
use shared::{
    directory::portfolios::queries::{Filter, Portfolio},
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
pub async fn list_portfolios(request: Listing<PortfolioFilter>) -> Result<Response, Problem> {
    request
        .rows::<Portfolio>(ById::Id, |filter| {
            let PortfolioFilter {
                company_id,
                consultant_id,
                q,
                after,
            } = filter;
            let q = q.map(|q| q.as_str().to_owned());
            let filter = Filter {
                company_id,
                consultant_id,
                q,
            };
            (filter, after)
        })
        .await
}
