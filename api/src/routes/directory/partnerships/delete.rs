//! DELETE /partnerships/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUseOrWrongState, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{directory::partnerships::usecases, kernel::PartnershipId};

/// Remove a partnership
///
/// The initiator takes a proposal back. An active one is ended first (409); one on which matches rest is kept: 409 with the counts.
#[utoipa::path(
    delete, path = "/partnerships/{id}", operation_id = "delete_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUseOrWrongState, Stale)
)]
pub async fn delete_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
