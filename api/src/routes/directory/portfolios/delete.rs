//! DELETE /portfolios/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{directory::portfolios::aggregate::Portfolios, kernel::PortfolioId};

/// Remove a portfolio
///
/// Nothing rests on a portfolio.
#[utoipa::path(
    delete, path = "/portfolios/{id}", operation_id = "delete_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn delete_portfolio(request: Removing<PortfolioId>) -> Result<StatusCode, Problem> {
    request.remove::<Portfolios>().await
}
