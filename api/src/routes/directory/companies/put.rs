//! PUT and PATCH /companies/{id}

use super::fields::CompanyFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    aggregate,
    directory::companies::{
        aggregate::Companies,
        queries::{self, Company},
    },
    kernel::{CompanyId, Written},
};

/// Change a company
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/companies/{id}", operation_id = "put_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")), request_body = CompanyFields,
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_company(request: Amending<CompanyId, CompanyFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| queries::one(app.db.pool(), grant, id).await,
            async |tx, by, id, body, _| {
                let changes = body.changes();
                aggregate::change::<Companies, _>(tx, by, id, |was| was.fields.clone().change(changes)).await
            },
        )
        .await
}
