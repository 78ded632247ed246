//! DELETE /portfolios/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{directory::portfolios::usecases, kernel::PortfolioId};

/// Remove a portfolio
///
/// Nothing rests on a portfolio.
#[utoipa::path(
    delete, path = "/portfolios/{id}", operation_id = "delete_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn delete_portfolio(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PortfolioId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
