//! PUT and PATCH /users/{id}

use super::fields::UserFields;
use crate::{
    extract::{Auth, IfMatch, Json, Path, RequestOrigin},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    identity::{queries::User, users::usecases},
    kernel::UserId,
};

/// Change a user
///
/// A changed role, company or activity ends its sessions at once. Nobody changes its own.
#[utoipa::path(
    method(put, patch), path = "/users/{id}", operation_id = "put_user", tag = "users",
    params(("id" = i64, Path, description = "The user")), request_body = UserFields,
    responses((status = 200, description = "The user", body = User), Forbidden, NotFound, Invalid, Stale, ExistsOrWrongState)
)]
pub async fn put_user(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<UserId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<UserFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let changes = body.changes()?;
    let mut tx = app.db.begin().await?;
    let changed = usecases::update(&mut tx, grant, id, changes, expected, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
