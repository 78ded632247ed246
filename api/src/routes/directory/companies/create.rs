//! POST /companies

use super::fields::NewCompanyFields;
use crate::{
    entity::{Making, Says},
    extract::body::New,
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::directory::companies::{queries::Company, usecases};

/// Make a company
#[utoipa::path(
    post, path = "/companies", operation_id = "create_company", tag = "companies", request_body = NewCompanyFields,
    responses((status = 201, description = "The company", body = Company), Forbidden, Invalid, Exists)
)]
pub async fn create_company(request: Making<NewCompanyFields>) -> Result<Response, Problem> {
    request
        .make(async |tx, by, New(body), _| usecases::create(tx, by, body.changes()).await)
        .await
}
