//! PUT and PATCH /portfolios/{id}

use super::fields::PortfolioFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    aggregate,
    directory::portfolios::{queries::Portfolio, usecases},
    kernel::{FaultKind, PortfolioId},
};

/// Change a portfolio
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/portfolios/{id}", operation_id = "put_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")), request_body = PortfolioFields,
    responses((status = 200, description = "The portfolio", body = Portfolio), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_portfolio(request: Amending<PortfolioId, PortfolioFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| aggregate::one(app.db.pool(), grant, id).await,
            async |tx, by, id, body, noted| {
                // It does not change hands: what it has already was passed over.
                if body.owner().is_given() {
                    noted.add("company_id", FaultKind::NotYours);
                }
                usecases::update(tx, by, id, body.changes()).await
            },
        )
        .await
}
