//! GET /companies/{id}

use crate::{
    cached::cached,
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::{IntoResponse, Response},
};
use shared::{
    cache::Space,
    directory::companies::queries::{self, Company},
    kernel::CompanyId,
};

/// Read a company
///
/// Of another one than its own, a manager is shown the name, the website and the kind, a consultant or client the name alone.
#[utoipa::path(
    get, path = "/companies/{id}", operation_id = "get_company", tag = "companies", params(("id" = i64, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound)
)]
pub async fn get_company(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CompanyId>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let make = async {
        let found = queries::one(app.db.pool(), grant, id).await?;
        let found = found.ok_or(Problem::NotFound("company"))?;
        Ok(Reply::entity(&found)?.into_response())
    };
    cached(&app, Space::Companies, auth, (grant.scope(), None), &uri, make).await
}
