//! DELETE /users/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{identity::users::usecases, kernel::UserId};

/// Deactivate a user
///
/// It cannot log in any more, and its sessions end at once; what it did stays.
#[utoipa::path(
    delete, path = "/users/{id}", operation_id = "delete_user", tag = "users", params(("id" = i64, Path, description = "The user")),
    responses((status = 204, description = "It is deactivated"), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn delete_user(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<UserId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    if !auth
        .0
        .may_hand_out(usecases::looked_after(&mut tx, grant, id).await?.role)
    {
        return Err(Problem::Forbidden);
    }
    usecases::deactivate(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
