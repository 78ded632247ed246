//! DELETE /tenders/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{
    kernel::{TenderId, permissions::TenderRead},
    lifecycle::tenders,
};

/// Remove a tender
///
/// The matches that generation found for it go along. One with matches that a person made or decided, or with collaborations, is history: 409 with
/// the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/tenders/{id}", operation_id = "delete_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_tender(request: Removing<TenderId>) -> Result<StatusCode, Problem> {
    request
        .needs::<TenderRead>()?
        .act(async |tx, by, id| tenders::remove(tx, by, id).await)
        .await
}
