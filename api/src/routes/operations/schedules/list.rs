//! GET /schedules

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
use shared::jobs::schedules::queries::{self, ScheduleState};

/// List schedules
#[utoipa::path(
    get, path = "/schedules", operation_id = "list_schedules", tag = "operations", params(Paged<NoFilter>),
    responses((status = 200, description = "Every schedule", body = [ScheduleState]), Forbidden, InvalidQuery)
)]
pub async fn list_schedules(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    short_listing(&queries::list(app.db.pool(), auth.grant()?).await?, query.page, &uri)
}
