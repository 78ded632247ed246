//! GET /partnerships/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::partnerships::queries::{self, Partnership},
    kernel::PartnershipId,
};

/// Read a partnership
#[utoipa::path(
    get, path = "/partnerships/{id}", operation_id = "get_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound)
)]
pub async fn get_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("partnership"))?;
    Ok(Reply::ok(&found)?.composed(found.version()))
}
