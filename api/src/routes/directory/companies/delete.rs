//! DELETE /companies/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{directory::companies::usecases, kernel::CompanyId};

/// Remove a company
///
/// One on which users, consultants, tenders or partnerships rest is kept: 409 with the counts, and archive it instead.
#[utoipa::path(
    delete, path = "/companies/{id}", operation_id = "delete_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_company(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CompanyId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
