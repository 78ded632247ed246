//! POST /portfolios

use super::fields::NewPortfolioFields;
use crate::{
    entity::{Making, Says},
    extract::body::New,
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::directory::portfolios::{queries::Portfolio, usecases};

/// Make a portfolio
///
/// A consultant makes its own, and names itself.
#[utoipa::path(
    post, path = "/portfolios", operation_id = "create_portfolio", tag = "portfolios", request_body = NewPortfolioFields,
    responses((status = 201, description = "The portfolio", body = Portfolio), Forbidden, Invalid)
)]
pub async fn create_portfolio(request: Making<NewPortfolioFields>) -> Result<Response, Problem> {
    request
        .make(async |tx, by, New(body), _| {
            let company = body.owner().optional();
            usecases::create(tx, by, company, body.changes()).await
        })
        .await
}
