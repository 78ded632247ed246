//! POST /tenders/{id}/unarchive

use crate::{
    entity::Moving,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    kernel::{TenderId, permissions::TenderRead},
    lifecycle::tenders,
    staffing::tenders::queries::Tender,
};

/// Take a tender out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/tenders/{id}/unarchive", operation_id = "unarchive_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_tender(request: Moving<TenderId>) -> Result<Response, Problem> {
    request
        .needs::<TenderRead>()?
        .answer(async |tx, by, id| tenders::archive(tx, by, id, false).await)
        .await
}
