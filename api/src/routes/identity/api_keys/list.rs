//! GET /api-keys

use crate::{
    extract::{
        Auth, Query,
        query::{NoFilter, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    reply::listing,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::identity::api_keys::{self, ApiKey};

/// List API keys
///
/// Newest first, revoked ones included; never their text.
#[utoipa::path(
    get, path = "/api-keys", operation_id = "list_api_keys", tag = "api-keys", params(Paged<NoFilter>),
    responses((status = 200, description = "API keys", body = [ApiKey]), Forbidden, InvalidQuery)
)]
pub async fn list_api_keys(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let (rows, total) = api_keys::list(app.db.pool(), auth.person()?.grant()?, query.page).await?;
    listing(&rows, total, query.page, &uri)
}
