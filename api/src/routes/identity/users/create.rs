//! POST /users

use super::fields::NewUserFields;
use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    routes::identity::new_password::hashed,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    identity::{queries::User, users::usecases},
    kernel::{Change, FaultKind},
};
use std::ops::ControlFlow;

/// Make a user
///
/// A manager makes the people of its own company, never an admin.
#[utoipa::path(
    post, path = "/users", operation_id = "create_user", tag = "users", request_body = NewUserFields,
    responses((status = 201, description = "The user", body = User), Forbidden, Invalid, Exists)
)]
pub async fn create_user(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, mut noted): Draft<NewUserFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let NewUserFields { person, password } = body;
    let changes = person.changes();
    if matches!(changes.role, Change::Set(role) if !auth.0.may_hand_out(role)) {
        noted.add("role", FaultKind::NotYours);
    }
    let password_hash = hashed(&app, password, "password", &mut noted).await?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, changes, &password_hash, &origin).await)?;
    let location = format!("/api/v1/users/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
