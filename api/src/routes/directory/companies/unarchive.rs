//! POST /companies/{id}/unarchive

use crate::{
    entity::Moving,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    directory::companies::{aggregate::Companies, queries::Company},
    kernel::CompanyId,
};

/// Take a company out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/companies/{id}/unarchive", operation_id = "unarchive_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_company(request: Moving<CompanyId>) -> Result<Response, Problem> {
    request.archive::<Companies>(false).await
}
