//! Logs: JSON in production, readable elsewhere, levels by RUST_LOG; with LOG_DIR also in files, one a day. Spans: to a collector, where
//! one is configured (`otlp`). Never a CV's text, a name, an address or a token in either.

mod otlp;

use crate::kernel::Environment;
use opentelemetry_sdk::trace::SdkTracerProvider;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::{
    EnvFilter, Layer, Registry, filter::LevelFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

pub use otlp::{follow, rename, traceparent, traces_are_exported};

/// Where logs and spans go beside standard error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TelemetryConfig {
    /// A folder for log files, one a day.
    pub log_dir: Option<PathBuf>,
    /// So many of them are kept.
    pub log_files: usize,
    /// Base URL of an OpenTelemetry collector (OTLP over HTTP).
    pub otlp_endpoint: Option<String>,
    /// What is logged, as `tracing`'s filters say it: `info,sqlx=warn`.
    pub levels: Option<String>,
}

/// Longest wait for a collector when the process ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// Keeps the export going; what is not sent yet is sent when it is dropped.
#[derive(Debug)]
pub struct Telemetry {
    spans: Option<SdkTracerProvider>,
}

impl Telemetry {
    /// Sends what has ended; blocks meanwhile.
    ///
    /// # Errors
    /// The collector did not take it, in words.
    pub fn flush(&self) -> Result<(), String> {
        match &self.spans {
            Some(spans) => spans.force_flush().map_err(|e| e.to_string()),
            None => Ok(()),
        }
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(spans) = &self.spans {
            // A collector that is away has been warned of with every batch.
            drop(spans.shutdown_with_timeout(FAREWELL));
        }
    }
}

/// Starts logging to standard error, and the export of spans on the runtime that it is called in; a second call does nothing.
#[must_use = "the export of spans ends when this is dropped"]
pub fn start(service: &'static str, environment: Environment, config: &TelemetryConfig) -> Telemetry {
    let mut layers: Vec<Box<dyn Layer<Registry> + Send + Sync>> = Vec::new();
    let to_stderr = fmt::layer().with_writer(std::io::stderr);
    layers.push(if environment == Environment::Production {
        to_stderr.json().flatten_event(true).with_filter(levels(config)).boxed()
    } else {
        to_stderr
            .compact()
            .with_target(false)
            .with_filter(levels(config))
            .boxed()
    });
    let mut problems = Vec::new();
    match config
        .log_dir
        .as_deref()
        .map(|dir| daily(service, dir, config.log_files))
    {
        Some(Ok(files)) => {
            let to_files = fmt::layer().with_writer(files).json().flatten_event(true);
            layers.push(to_files.with_filter(levels(config)).boxed());
        }
        Some(Err(error)) => problems.push(("LOG_DIR", error.to_string())),
        None => {}
    }
    let exported = config.otlp_endpoint.as_deref().map(|url| otlp::export(service, url));
    let spans = match exported {
        Some(Ok((spans, layer))) => {
            layers.push(layer);
            Some(spans)
        }
        Some(Err(error)) => {
            problems.push(("OTEL_EXPORTER_OTLP_ENDPOINT", error));
            None
        }
        None => None,
    };
    let started = tracing_subscriber::registry().with(layers).try_init();
    otlp::note(spans.is_some() && started.is_ok());
    for (name, problem) in problems {
        tracing::error!(name, problem, "goes on without");
    }
    Telemetry { spans }
}

/// Whether levels say what they seem to.
///
/// # Errors
/// They do not, and how they are written.
pub fn check_levels(levels: &str) -> Result<(), String> {
    let known = |level: &str| level.parse::<LevelFilter>().is_ok();
    // The library takes a word that is no level for a target, of which it then logs everything, and nothing else.
    let bare = |directive: &str| !directive.contains(['=', '[']) && !known(directive);
    let unknown = levels.split(',').map(str::trim).find(|directive| bare(directive));
    let what = match (unknown, EnvFilter::try_new(levels)) {
        (None, Ok(_)) => return Ok(()),
        (Some(word), _) => format!("`{word}` is no level"),
        (None, Err(error)) => format!("`{levels}`: {error}"),
    };
    Err(format!(
        "{what}; give a level (error, warn, info, debug, trace, off) and levels of single parts, like info,sqlx=warn"
    ))
}

fn levels(config: &TelemetryConfig) -> EnvFilter {
    let named = config
        .levels
        .as_deref()
        .and_then(|levels| EnvFilter::try_new(levels).ok());
    named.unwrap_or_else(|| EnvFilter::new("info,apalis_core=error,sqlx=warn"))
}

/// `{service}.{day}.log`; of them so many are kept.
fn daily(service: &str, dir: &Path, kept: usize) -> Result<RollingFileAppender, InitError> {
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(service)
        .filename_suffix("log")
        .max_log_files(kept)
        .build(dir)
}
