//! POST /companies

use super::fields::NewCompanyFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, body::New},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::directory::companies::{queries::Company, usecases};
use std::ops::ControlFlow;

/// Make a company
#[utoipa::path(
    post, path = "/companies", operation_id = "create_company", tag = "companies", request_body = NewCompanyFields,
    responses((status = 201, description = "The company", body = Company), Forbidden, Invalid, Exists)
)]
pub async fn create_company(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(New(body), hash, noted): Draft<NewCompanyFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let changes = body.changes();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, changes, &origin).await)?;
    let location = format!("/api/v1/companies/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
