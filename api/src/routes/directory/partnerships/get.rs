//! GET /partnerships/{id}

use crate::{
    entity::Reading,
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
};
use shared::{
    directory::partnerships::{aggregate::Partnerships, queries::Partnership},
    kernel::PartnershipId,
};

/// Read a partnership
#[utoipa::path(
    get, path = "/partnerships/{id}", operation_id = "get_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound)
)]
pub async fn get_partnership(request: Reading<PartnershipId>) -> Result<Reply, Problem> {
    request.read::<Partnerships>().await
}
