//! PUT and PATCH /tenders/{id}

use super::fields::TenderFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    kernel::{FaultKind, TenderId},
    staffing::tenders::{
        queries::{self, Tender},
        usecases,
    },
};

/// Change a tender
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/tenders/{id}", operation_id = "put_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderFields,
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_tender(request: Amending<TenderId, TenderFields>) -> Result<Reply, Problem> {
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
