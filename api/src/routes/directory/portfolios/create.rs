//! POST /portfolios

use super::fields::NewPortfolioFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, body::New},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::directory::portfolios::{queries::Portfolio, usecases};
use std::ops::ControlFlow;

/// Make a portfolio
///
/// A consultant makes its own, and names itself.
#[utoipa::path(
    post, path = "/portfolios", operation_id = "create_portfolio", tag = "portfolios", request_body = NewPortfolioFields,
    responses((status = 201, description = "The portfolio", body = Portfolio), Forbidden, Invalid)
)]
pub async fn create_portfolio(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(New(body), hash, noted): Draft<NewPortfolioFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (company, changes) = body.split();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, company, changes, &origin).await)?;
    let location = format!("/api/v1/portfolios/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
