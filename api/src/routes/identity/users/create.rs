//! POST /users

use super::fields::NewUserFields;
use crate::{
    extract::{Auth, IdempotencyKey, Json, RequestOrigin, body::New},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    identity::{queries::User, users::usecases},
    kernel::Faults,
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
    Json(New(body), hash): Json<NewUserFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (password, changes) = body.split();
    let mut faults = Faults::default();
    let password = password.required("password", &mut faults);
    let Some(password) = faults.or(password)? else {
        return Err(Problem::internal("a required field was neither found nor missing"));
    };
    let password_hash = app.passwords.hash(&password.0).await;
    let password_hash = password_hash.map_err(|error| Problem::of_password("password", error))?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = usecases::create(&mut write.tx, grant, changes, &password_hash, &origin).await?;
    let location = format!("/api/v1/users/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
