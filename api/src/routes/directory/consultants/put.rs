//! PUT and PATCH /consultants/{id}

use super::fields::ConsultantFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    directory::consultants::{
        queries::{self, Consultant},
        usecases,
    },
    kernel::{ConsultantId, FaultKind},
};

/// Change a consultant
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/consultants/{id}", operation_id = "put_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantFields,
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_consultant(request: Amending<ConsultantId, ConsultantFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| app.db.read(async |conn| queries::one(conn, grant, id).await).await,
            async |tx, by, id, body, noted| {
                // It does not change hands: what it has already was passed over.
                if body.owner().is_given() {
                    noted.add("company_id", FaultKind::NotYours);
                }
                usecases::update(tx, by, id, body.changes()).await
            },
        )
        .await
}
