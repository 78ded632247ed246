//! A worker's own port: `/metrics`, `/livez`, `/readyz`.

use crate::runtime::Running;
use axum::{Router, http::StatusCode, routing::get};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use shared::db::Db;
use tokio::net::TcpListener;

/// Installs the recorder; call before anything is counted.
///
/// # Errors
/// One is installed already.
pub fn record_metrics() -> anyhow::Result<PrometheusHandle> {
    let seconds = [
        0.001, 0.002, 0.004, 0.008, 0.016, 0.064, 0.25, 1.0, 4.0, 15.0, 60.0, 300.0,
    ];
    Ok(PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &seconds)?
        .install_recorder()?)
}

/// Serves until the process ends.
///
/// # Errors
/// The listener failed.
pub async fn serve(listener: TcpListener, metrics: PrometheusHandle, db: Db, running: Running) -> anyhow::Result<()> {
    let render = move || {
        metrics::gauge!("executions_running_here").set(running.count() as f64);
        metrics.run_upkeep();
        let text = metrics.render();
        async move { text }
    };
    let ready = move || {
        let db = db.clone();
        async move {
            if db.begin().await.is_ok() {
                (StatusCode::OK, "ready")
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, "no database")
            }
        }
    };
    let routes = Router::new()
        .route("/metrics", get(render))
        .route("/livez", get(|| async { "alive" }))
        .route("/readyz", get(ready));
    axum::serve(listener, routes).await?;
    Ok(())
}
