//! GET /portfolios/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::portfolios::queries::{self, Portfolio},
    kernel::PortfolioId,
};

/// Read a portfolio
#[utoipa::path(
    get, path = "/portfolios/{id}", operation_id = "get_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")),
    responses((status = 200, description = "The portfolio", body = Portfolio), Forbidden, NotFound)
)]
pub async fn get_portfolio(State(app): State<App>, auth: Auth, Path(id): Path<PortfolioId>) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("portfolio"))?;
    Ok(Reply::ok(&found)?.tagged(found.version()))
}
