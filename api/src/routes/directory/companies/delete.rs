//! DELETE /companies/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{directory::companies::aggregate::Companies, kernel::CompanyId};

/// Remove a company
///
/// One on which users, consultants, tenders or partnerships rest is kept: 409 with the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/companies/{id}", operation_id = "delete_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_company(request: Removing<CompanyId>) -> Result<StatusCode, Problem> {
    request.remove::<Companies>().await
}
