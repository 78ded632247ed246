//! PUT and PATCH /portfolios/{id}

use super::fields::PortfolioFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::portfolios::{
        queries::{self, Portfolio},
        usecases,
    },
    kernel::PortfolioId,
};

/// Change a portfolio
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/portfolios/{id}", operation_id = "put_portfolio", tag = "portfolios",
    params(("id" = i64, Path, description = "The portfolio")), request_body = PortfolioFields,
    responses((status = 200, description = "The portfolio", body = Portfolio), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_portfolio(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PortfolioId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<PortfolioFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let changes = body.changes(auth.actor().company_id, &mut noted);
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
