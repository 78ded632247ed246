//! POST /tenders/{id}/archive

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

/// Archive a tender
///
/// It is in no list, no search and no new match any more; what rests on it stays. Archived already, it stays so.
#[utoipa::path(
    post, path = "/tenders/{id}/archive", operation_id = "archive_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Stale)
)]
pub async fn archive_tender(request: Moving<TenderId>) -> Result<Response, Problem> {
    request
        .needs::<TenderRead>()?
        .answer(async |tx, by, id| tenders::archive(tx, by, id, true).await)
        .await
}
