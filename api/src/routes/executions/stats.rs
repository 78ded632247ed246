//! GET /executions/stats

use crate::{
    extract::{Auth, Query},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use chrono::{DateTime, Duration, Utc};
use shared::jobs::queries::overview::{self, KindStats};

query! {
    /// Since when.
    pub struct StatsPeriod {
        /// Finished executions count that were created at or after; the last 24 hours when absent
        from: Option<DateTime<Utc>>,
    }
}

/// Count executions by kind
#[utoipa::path(
    get, path = "/executions/stats", operation_id = "execution_stats", tag = "executions", params(StatsPeriod),
    responses((status = 200, description = "How each kind fared", body = [KindStats]), Forbidden, InvalidQuery)
)]
pub async fn execution_stats(
    State(app): State<App>,
    auth: Auth,
    Query(query): Query<StatsPeriod>,
) -> Result<Reply, Problem> {
    let from = query.from.unwrap_or_else(|| app.db.clock().now() - Duration::hours(24));
    Reply::ok(&overview::stats(app.db.pool(), auth.grant()?, from).await?)
}
