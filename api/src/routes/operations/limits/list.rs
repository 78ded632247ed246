//! GET /limits

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
use shared::jobs::limits::{self, Limit};

/// List limits
#[utoipa::path(
    get, path = "/limits", operation_id = "list_limits", tag = "operations", params(Paged<NoFilter>),
    responses((status = 200, description = "Every limit", body = [Limit]), Forbidden, InvalidQuery)
)]
pub async fn list_limits(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    short_listing(&limits::list(app.db.pool(), auth.grant()?).await?, query.page, &uri)
}
