//! PUT and PATCH /users/{id}

use super::fields::UserFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    identity::{queries::User, users::queries},
    kernel::{Change, FaultKind, UserId},
    lifecycle::users,
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
    amendment: Amendment<UserFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    if current.as_ref().is_some_and(|user| !auth.0.may_hand_out(user.role)) {
        return Err(Problem::Forbidden);
    }
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let changes = body.changes();
    if matches!(changes.role, Change::Set(role) if !auth.0.may_hand_out(role)) {
        noted.add("role", FaultKind::NotYours);
    }
    let mut tx = app.db.begin().await?;
    let changed = noted.with(users::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
