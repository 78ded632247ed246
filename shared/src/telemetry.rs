//! Logs: JSON in production, readable elsewhere, levels by RUST_LOG. Never a CV's text, a name, an address or a token.

use crate::config::Environment;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Starts logging to standard error; a second call does nothing.
pub fn start(environment: Environment) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,apalis_core=error,sqlx=warn"));
    let registry = tracing_subscriber::registry().with(filter);
    let started = if environment == Environment::Production {
        registry
            .with(fmt::layer().json().flatten_event(true).with_writer(std::io::stderr))
            .try_init()
    } else {
        registry
            .with(fmt::layer().compact().with_target(false).with_writer(std::io::stderr))
            .try_init()
    };
    // Another subscriber is there already: a test's.
    drop(started);
}
