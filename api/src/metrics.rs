//! What the process counts about itself, in the text that Prometheus reads.

use anyhow::Context;
use axum::{Router, routing::get};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::{future::IntoFuture, net::SocketAddr};
use tokio::net::TcpListener;

/// Upper bounds of the buckets of durations, in seconds.
const SECONDS: [f64; 11] = [0.001, 0.002, 0.004, 0.008, 0.016, 0.064, 0.25, 1.0, 4.0, 15.0, 60.0];

/// Counters that nobody counts into before they are installed.
///
/// # Errors
/// A bug of the buckets.
pub fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let durations = Matcher::Suffix("_seconds".to_owned());
    Ok(PrometheusBuilder::new()
        .set_buckets_for_metric(durations, &SECONDS)?
        .build_recorder())
}

/// Counts from now on.
///
/// # Errors
/// The process counts already.
pub fn record() -> anyhow::Result<PrometheusHandle> {
    let recorder = recorder()?;
    let counted = recorder.handle();
    metrics::set_global_recorder(recorder).context("metrics")?;
    Ok(counted)
}

/// All that was counted so far.
#[must_use]
pub fn render(counted: &PrometheusHandle) -> String {
    counted.run_upkeep();
    counted.render()
}

/// Serves `/metrics` on its own port, apart from the clients.
///
/// # Errors
/// The port is taken.
pub async fn serve(addr: SocketAddr, counted: PrometheusHandle) -> anyhow::Result<()> {
    let listener = TcpListener::bind(addr)
        .await
        .with_context(|| format!("METRICS_ADDR {addr}"))?;
    let text = move || {
        let text = render(&counted);
        async move { text }
    };
    tokio::spawn(axum::serve(listener, Router::new().route("/metrics", get(text))).into_future());
    Ok(())
}
