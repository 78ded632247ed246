//! POST /collaborations

use super::fields::NewCollaborationFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, body::New},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::staffing::collaborations::{queries::Collaboration, usecases};
use std::ops::ControlFlow;

/// Make a collaboration
///
/// A draft, made from an accepted match. Of one match no two run at the same time.
#[utoipa::path(
    post, path = "/collaborations", operation_id = "create_collaboration", tag = "collaborations", request_body = NewCollaborationFields,
    responses((status = 201, description = "The collaboration", body = Collaboration), Forbidden, Invalid, ExistsOrWrongState)
)]
pub async fn create_collaboration(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(New(body), hash, mut noted): Draft<NewCollaborationFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (match_id, changes) = body.split(&mut noted);
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made =
        noted.with(usecases::create(&mut write.tx, grant, match_id, changes, app.currency.clone(), &origin).await)?;
    let location = format!("/api/v1/collaborations/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
