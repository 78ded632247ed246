//! GET /tenders/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::TenderId,
    staffing::tenders::queries::{self, Tender},
};

/// Read a tender
#[utoipa::path(
    get, path = "/tenders/{id}", operation_id = "get_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound)
)]
pub async fn get_tender(State(app): State<App>, auth: Auth, Path(id): Path<TenderId>) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let found = app.db.read(async |conn| queries::one(conn, grant, id).await).await?;
    let found = found.ok_or(Problem::NotFound("tender"))?;
    Reply::entity(&found)
}
