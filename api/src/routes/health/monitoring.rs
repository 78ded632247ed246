//! GET /monitoring/health, GET /monitoring/metrics

use super::readyz::{Readiness, readyz};
use crate::{extract::Auth, metrics, openapi::refusals::Forbidden, problem::Problem, reply::Reply, state::App};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use shared::kernel::{Grant, permissions::QueueOperate};

/// How are the parts
///
/// The same as `/readyz`.
#[utoipa::path(
    get, path = "/monitoring/health", operation_id = "monitoring_health", tag = "health", security(()),
    responses((status = 200, description = "It can serve", body = Readiness), (status = 503, description = "It cannot", body = Readiness))
)]
pub async fn monitoring_health(app: State<App>) -> Result<Reply, Problem> {
    readyz(app).await
}

/// What was counted
///
/// The counters of the process that answers, in Prometheus' text format; each process has its own, which its METRICS_ADDR serves to scrapers.
#[utoipa::path(
    get, path = "/monitoring/metrics", operation_id = "monitoring_metrics", tag = "health",
    responses((status = 200, description = "The counters", body = String, content_type = "text/plain"), Forbidden)
)]
pub async fn monitoring_metrics(State(app): State<App>, auth: Auth) -> Result<Response, Problem> {
    let _: Grant<QueueOperate> = auth.grant()?;
    let counted = metrics::render(&app.counted);
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        counted,
    )
        .into_response())
}
