//! POST /auth/create-user

use crate::{
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    routes::identity::users::{create::create_user, fields::NewUserFields},
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{identity::queries::User, kernel::Role};

/// Make a user, as an admin
///
/// The same as `POST /users`, for admins only.
#[utoipa::path(
    post, path = "/auth/create-user", operation_id = "create_user_by_admin", tag = "auth", request_body = NewUserFields,
    responses((status = 201, description = "The user", body = User), Forbidden, Invalid, Exists)
)]
pub async fn create_user_by_admin(
    app: State<App>,
    auth: Auth,
    key: IdempotencyKey,
    origin: RequestOrigin,
    body: Draft<NewUserFields>,
) -> Result<Response, Problem> {
    if auth.actor().role != Role::Admin {
        return Err(Problem::Forbidden);
    }
    create_user(app, auth, key, origin, body).await
}
