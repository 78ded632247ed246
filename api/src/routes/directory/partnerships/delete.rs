//! DELETE /partnerships/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUseOrWrongState, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{directory::partnerships::aggregate::Partnerships, kernel::PartnershipId};

/// Remove a partnership
///
/// The initiator takes a proposal back. An active one is ended first (409); one on which matches rest is kept: 409 with the counts.
#[utoipa::path(
    delete, path = "/partnerships/{id}", operation_id = "delete_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUseOrWrongState, Stale)
)]
pub async fn delete_partnership(request: Removing<PartnershipId>) -> Result<StatusCode, Problem> {
    request.remove::<Partnerships>().await
}
