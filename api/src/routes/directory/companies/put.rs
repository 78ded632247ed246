//! PUT and PATCH /companies/{id}

use super::fields::CompanyFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::companies::{
        queries::{self, Company},
        usecases,
    },
    kernel::CompanyId,
};

/// Change a company
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/companies/{id}", operation_id = "put_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")), request_body = CompanyFields,
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_company(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CompanyId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<CompanyFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, noted) = amendment.against(current.as_ref())?;
    let changes = body.changes();
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
