//! POST /partnerships

use super::fields::NewPartnershipFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, body::New},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{directory::partnerships::queries::Partnership, lifecycle::partnerships};
use std::ops::ControlFlow;

/// Make a partnership
///
/// The other company accepts or rejects it. Two companies have one living partnership at most.
#[utoipa::path(
    post, path = "/partnerships", operation_id = "create_partnership", tag = "partnerships", request_body = NewPartnershipFields,
    responses((status = 201, description = "The partnership", body = Partnership), Forbidden, Invalid, Exists)
)]
pub async fn create_partnership(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(New(body), hash, noted): Draft<NewPartnershipFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (initiator, partner, terms) = body.split();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(partnerships::propose(&mut write.tx, grant, initiator, partner, terms, &origin).await)?;
    let location = format!("/api/v1/partnerships/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.composed(made.version()))
        .await
}
