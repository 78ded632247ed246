//! GET /companies/{id}

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::companies::queries::{self, Company},
    kernel::CompanyId,
};

/// Read a company
#[utoipa::path(
    get, path = "/companies/{id}", operation_id = "get_company", tag = "companies", params(("id" = i64, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound)
)]
pub async fn get_company(State(app): State<App>, auth: Auth, Path(id): Path<CompanyId>) -> Result<Reply, Problem> {
    let company = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let company = company.ok_or(Problem::NotFound("company"))?;
    Ok(Reply::ok(&company)?.tagged(company.updated_at.unwrap_or(company.created_at)))
}
