//! PUT and PATCH /partnerships/{id}

use super::fields::PartnershipFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale, WrongState},
    problem::Problem,
    reply::Reply,
};
use shared::{
    aggregate,
    directory::partnerships::{queries::Partnership, usecases},
    kernel::{FaultKind, PartnershipId},
};

/// Change a partnership
///
/// The initiator changes what is not answered yet; later it is 409.
#[utoipa::path(
    method(put, patch), path = "/partnerships/{id}", operation_id = "put_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")), request_body = PartnershipFields,
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, Invalid, Stale, WrongState)
)]
pub async fn put_partnership(request: Amending<PartnershipId, PartnershipFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| aggregate::one(app.db.pool(), grant, id).await,
            async |tx, by, id, body, noted| {
                // The two stay who they are.
                if body.initiator_company_id.is_given() {
                    noted.add("initiator_company_id", FaultKind::NotYours);
                }
                if body.partner_company_id.is_given() {
                    noted.add("partner_company_id", FaultKind::NotYours);
                }
                usecases::update(tx, by, id, body.changes()).await
            },
        )
        .await
}
