//! POST /companies/{id}/archive

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

/// Archive a company
///
/// It is in no list, no search and no new match any more; what rests on it stays. Archived already, it stays so.
#[utoipa::path(
    post, path = "/companies/{id}/archive", operation_id = "archive_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound, Stale)
)]
pub async fn archive_company(request: Moving<CompanyId>) -> Result<Response, Problem> {
    request.archive::<Companies>(true).await
}
