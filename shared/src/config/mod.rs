//! The environment, read once: process environment, then `.env.{ENVIRONMENT}`, then `.env`, then defaults. All faults are
//! reported at once, and every name stands in `.env.example`, which a test compares with [`NAMES`].
//!
//! Settings that belong together are a file, which says what they are and reads them.

mod address;
mod bell;
mod bounds;
mod checks;
mod cv_engines;
mod embed;
mod file_store;
mod lease;
mod mail;
mod names;
mod numbers;
mod outbound;
mod secret;
mod source;
mod tls;

pub use bell::BellTransport;
pub use bounds::CONCURRENCY;
pub use cv_engines::CvEnginesConfig;
pub use embed::EmbedConfig;
pub use file_store::FileStoreConfig;
pub use lease::LeaseConfig;
pub use mail::{MailConfig, MailTransport};
pub use names::NAMES;
pub use numbers::RateLimits;
pub use secret::Secret;
pub use source::{ConfigError, Source};
pub use tls::TlsConfig;

use crate::{
    kernel::{Environment, Queue},
    telemetry::TelemetryConfig,
};
use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

/// Everything that the environment decides.
#[derive(Debug, Clone)]
pub struct Config {
    /// Rules of safety.
    pub environment: Environment,
    /// Signs access tokens.
    pub secret_key: Secret,
    /// Keys from before a rotation: their tokens are still read, until they run out.
    pub previous_secret_keys: Vec<Secret>,
    /// How often one may ask.
    pub rate_limits: RateLimits,
    /// Reverse proxies in front: how many entries of X-Forwarded-For, from the right, are theirs.
    pub trusted_proxies: usize,
    /// Lifetime of an access token.
    pub access_token: Duration,
    /// Lifetime of a refresh token.
    pub refresh_token: Duration,
    /// Exact origins for CORS.
    pub allowed_origins: Vec<String>,
    /// Postgres.
    pub database_url: Secret,
    /// Connections of one process at most.
    pub database_connections: u32,
    /// Redis.
    pub redis_url: Secret,
    /// Keeps several installations apart in one Redis.
    pub redis_prefix: String,
    /// How rings travel; the same for every api and worker.
    pub bell: BellTransport,
    /// Where api listens.
    pub listen_addr: SocketAddr,
    /// With these api speaks HTTPS itself; none: a proxy in front does.
    pub tls: Option<TlsConfig>,
    /// Where /metrics (and a worker's /livez, /readyz) listen; none: not at all.
    pub metrics_addr: Option<SocketAddr>,
    /// Files.
    pub file_store: FileStoreConfig,
    /// The model.
    pub embed: EmbedConfig,
    /// Other engines for CVs.
    pub cv_engines: CvEnginesConfig,
    /// n8n's API, `https://host/api/v1`.
    pub n8n_api_url: Option<String>,
    /// A webhook of n8n that scores pairs.
    pub n8n_matching_webhook_url: Option<String>,
    /// Letters to people.
    pub mail: MailConfig,
    /// Where people reach the product in a browser: what links in letters begin with. Without a slash at its end.
    pub public_url: String,
    /// Logs and spans.
    pub telemetry: TelemetryConfig,
    /// Leases and stops.
    pub lease: LeaseConfig,
    /// First part of this worker's name.
    pub worker_name: String,
    /// Concurrency per queue.
    pub concurrency: BTreeMap<Queue, usize>,
    /// Days that finished executions stay in the database at least; then their month is archived.
    pub execution_retention_days: u32,
    /// Days that a line of the audit log stays in the database at least; then its month is archived.
    pub audit_retention_days: u32,
    /// Of every user that `api seed` makes; there is no default.
    pub demo_password: Option<Secret>,
    /// `fr` or `en`, where the request says nothing.
    pub default_locale: String,
    /// ISO 4217, where the record says nothing.
    pub default_currency: String,
}

impl Config {
    /// Reads the process environment and the `.env` files of the working directory.
    ///
    /// # Errors
    /// Every fault at once, each naming the variable and what it takes.
    pub fn load() -> Result<Self, ConfigError> {
        Self::from_source(Source::load())
    }

    /// The same with faults that only the program itself can find in what was read; they are reported with the others.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn load_and(find: impl FnOnce(&Self) -> Vec<String>) -> Result<Self, ConfigError> {
        Self::read(Source::load(), find)
    }

    /// Reads a given source.
    ///
    /// # Errors
    /// As [`Config::load`].
    pub fn from_source(s: Source) -> Result<Self, ConfigError> {
        Self::read(s, |_| Vec::new())
    }

    fn read(mut s: Source, find: impl FnOnce(&Self) -> Vec<String>) -> Result<Self, ConfigError> {
        let environment = match s.text("ENVIRONMENT", "development").as_str() {
            "development" => Environment::Development,
            "production" => Environment::Production,
            "test" => Environment::Test,
            other => {
                s.fault(
                    "ENVIRONMENT",
                    &format!("`{other}` is not development, production or test"),
                );
                Environment::Production
            }
        };
        let secret_key = secret::signing_key(&mut s, environment);
        let allowed_origins: Vec<String> = s.list("ALLOWED_ORIGINS");
        let config = Self {
            environment,
            secret_key,
            access_token: Duration::from_secs(60 * bounds::number(&mut s, "ACCESS_TOKEN_EXPIRE_MINUTES", 30)),
            refresh_token: Duration::from_secs(86_400 * bounds::number(&mut s, "REFRESH_TOKEN_EXPIRE_DAYS", 7)),
            allowed_origins,
            previous_secret_keys: s.list("SECRET_KEY_PREVIOUS").into_iter().map(Secret::new).collect(),
            rate_limits: numbers::rate_limits(&mut s),
            trusted_proxies: bounds::number(&mut s, "TRUSTED_PROXIES", 0),
            database_url: Secret::new(s.required("DATABASE_URL", "postgres://user:password@host/database")),
            database_connections: bounds::number(&mut s, "DATABASE_CONNECTIONS", 16),
            redis_url: Secret::new(s.required("REDIS_URL", "redis://:password@host:6379/0")),
            redis_prefix: s.text("REDIS_PREFIX", "tm"),
            bell: bell::bell(&mut s),
            listen_addr: s.parsed("LISTEN_ADDR", "127.0.0.1:8000"),
            tls: tls::tls(&mut s),
            metrics_addr: s.optional_parsed("METRICS_ADDR"),
            file_store: file_store::file_store(&mut s),
            embed: embed::embed(&mut s),
            cv_engines: cv_engines::cv_engines(&mut s),
            n8n_api_url: s.optional("N8N_API_URL"),
            n8n_matching_webhook_url: s.optional("N8N_MATCHING_WEBHOOK_URL"),
            mail: mail::mail(&mut s),
            public_url: mail::public_url(&mut s),
            telemetry: TelemetryConfig {
                log_dir: s.optional("LOG_DIR").map(PathBuf::from),
                log_files: bounds::number(&mut s, "LOG_FILES", 14),
                otlp_endpoint: s.optional("OTEL_EXPORTER_OTLP_ENDPOINT"),
                levels: s.optional("RUST_LOG"),
            },
            lease: lease::lease(&mut s, environment),
            worker_name: s.text("WORKER_NAME", "worker"),
            concurrency: numbers::concurrency(&mut s),
            execution_retention_days: bounds::number(&mut s, "EXECUTION_RETENTION_DAYS", 90),
            audit_retention_days: bounds::number(&mut s, "AUDIT_RETENTION_DAYS", 365),
            demo_password: s.optional("DEMO_PASSWORD").map(Secret::new),
            default_locale: s.text("DEFAULT_LOCALE", "fr"),
            default_currency: s.text("DEFAULT_CURRENCY", "EUR"),
        };
        checks::check(&config, &mut s);
        bounds::check(&config, &mut s);
        s.extend(find(&config));
        s.finish(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minimal() -> BTreeMap<String, String> {
        [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .into()
    }

    #[test]
    fn every_fault_is_reported_at_once() {
        let mut vars = minimal();
        vars.remove("REDIS_URL");
        vars.insert("ENVIRONMENT".into(), "production".into());
        vars.insert("LEASE_SECONDS".into(), "soon".into());
        vars.insert("DATABASE_URL".into(), "mysql://x".into());
        vars.insert("DEFAULT_CURRENCY".into(), "euros".into());
        vars.insert("BELL".into(), "lists".into());
        let faults = Config::from_source(Source::from_map(vars)).unwrap_err().0;
        for name in [
            "REDIS_URL",
            "SECRET_KEY",
            "LEASE_SECONDS",
            "DATABASE_URL",
            "DEFAULT_CURRENCY",
            "BELL",
        ] {
            assert!(faults.iter().any(|f| f.starts_with(name)), "{name} in {faults:?}");
        }
    }

    #[test]
    fn secrets_do_not_show_in_debug_output() {
        let config = Config::from_source(Source::from_map(minimal())).unwrap();
        assert!(!format!("{config:?}").contains("0123456789abcdef"));
    }
}
