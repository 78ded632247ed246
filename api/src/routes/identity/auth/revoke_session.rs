//! DELETE /auth/sessions/{id}

use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::identity::{SessionId, usecases};
use uuid::Uuid;

/// End one of one's sessions
#[utoipa::path(
    delete, path = "/auth/sessions/{id}", operation_id = "revoke_session", tag = "auth",
    params(("id" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "It is over"), Forbidden, NotFound)
)]
pub async fn revoke_session(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<Uuid>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    usecases::revoke_session(&app.db, auth.person()?.0, SessionId(id), &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
