//! GET /queues

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
use shared::{
    jobs::queries::overview::{self, QueueState},
    kernel::{Grant, permissions::QueueOperate},
};

/// List queues
#[utoipa::path(
    get, path = "/queues", operation_id = "list_queues", tag = "operations", params(Paged<NoFilter>),
    responses((status = 200, description = "Every queue", body = [QueueState]), Forbidden, InvalidQuery)
)]
pub async fn list_queues(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    short_listing(&overview::queues(app.db.pool()).await?, query.page, &uri)
}
