//! POST /scoring-profiles

use super::fields::NewScoringProfileFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, body::New},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::staffing::scoring_profiles::{queries::ScoringProfile, usecases};
use std::ops::ControlFlow;

/// Make a scoring profile
///
/// A default one takes the place of the company's other default.
#[utoipa::path(
    post, path = "/scoring-profiles", operation_id = "create_scoring_profile", tag = "scoring-profiles", request_body = NewScoringProfileFields,
    responses((status = 201, description = "The scoring profile", body = ScoringProfile), Forbidden, Invalid, Exists)
)]
pub async fn create_scoring_profile(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(New(body), hash, noted): Draft<NewScoringProfileFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (company, changes) = body.split();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, company, changes, &origin).await)?;
    let location = format!("/api/v1/scoring-profiles/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.written_at()))
        .await
}
