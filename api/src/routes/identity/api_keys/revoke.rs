//! DELETE /api-keys/{id}

use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{identity::api_keys, kernel::ApiKeyId};

/// Revoke an API key
///
/// It is refused from the next request on.
#[utoipa::path(
    delete, path = "/api-keys/{id}", operation_id = "revoke_api_key", tag = "api-keys",
    params(("id" = i64, Path, description = "The key")),
    responses((status = 204, description = "It is revoked"), Forbidden, NotFound)
)]
pub async fn revoke_api_key(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ApiKeyId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.person()?.grant()?;
    let mut tx = app.db.begin().await?;
    api_keys::revoke(&mut tx, grant, id, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
