//! POST /consultants/{id}/portfolio

use crate::{
    body,
    extract::{Auth, IdempotencyKey, Json, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    directory::portfolios::jobs::PortfolioGeneration,
    jobs::{Enqueue, Execution},
    kernel::{ConsultantId, TenderId},
    lifecycle::portfolios,
};
use std::ops::ControlFlow;

body! {
    /// What for.
    pub struct PortfolioOrder {
        /// The tender in whose light it is made; none: the profile as it is.
        tender_id: TenderId = 42,
    }
}

/// Generate a portfolio
///
/// Composes a portfolio out of the consultant's profile and newest CV, what the tender asks for first; nothing is invented. The
/// execution's result names the portfolio.
#[utoipa::path(
    post, path = "/consultants/{id}/portfolio", operation_id = "generate_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The consultant")), request_body = PortfolioOrder,
    responses((status = 202, description = "The execution", body = Execution), Forbidden, NotFound, Invalid)
)]
pub async fn generate_portfolio(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<PortfolioOrder>,
) -> Result<Response, Problem> {
    let grants = (auth.grant()?, auth.grant()?, auth.grant()?);
    let job = PortfolioGeneration {
        consultant_id: id,
        tender_id: body.tender_id.optional(),
    };
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let options = Enqueue {
        idempotency_key: write.key(),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    let execution = portfolios::request(&mut write.tx, grants, job, options, &origin).await?;
    write.finish(Reply::accepted(&execution)?).await
}
