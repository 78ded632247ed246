//! GET /auth/sessions

use crate::{
    extract::{
        Auth, Query,
        query::{NoFilter, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    reply::short_listing,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::identity::queries::{self, Session};

/// List one's sessions
///
/// Those that are not over, newest first.
#[utoipa::path(
    get, path = "/auth/sessions", operation_id = "list_sessions", tag = "auth", params(Paged<NoFilter>),
    responses((status = 200, description = "Sessions", body = [Session]), Forbidden, InvalidQuery)
)]
pub async fn list_sessions(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let now = app.db.clock().now();
    let all = queries::sessions(app.db.pool(), auth.person()?.0, now).await?;
    short_listing(&all, query.page, &uri)
}
