//! GET /workers

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
    jobs::queries::overview::{self, WorkerState},
    kernel::{Grant, permissions::QueueOperate},
};

/// List workers
#[utoipa::path(
    get, path = "/workers", operation_id = "list_workers", tag = "operations", params(Paged<NoFilter>),
    responses((status = 200, description = "Workers seen within a minute", body = [WorkerState]), Forbidden, InvalidQuery)
)]
pub async fn list_workers(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    short_listing(&overview::workers(app.db.pool()).await?, query.page, &uri)
}
