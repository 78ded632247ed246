//! GET /portfolios/{id}

use crate::{
    entity::Reading,
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
};
use shared::{
    directory::portfolios::{aggregate::Portfolios, queries::Portfolio},
    kernel::PortfolioId,
};

/// Read a portfolio
#[utoipa::path(
    get, path = "/portfolios/{id}", operation_id = "get_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")),
    responses((status = 200, description = "The portfolio", body = Portfolio), Forbidden, NotFound)
)]
pub async fn get_portfolio(request: Reading<PortfolioId>) -> Result<Reply, Problem> {
    request.read::<Portfolios>().await
}
