//! The environment, read once: process environment, then `.env.{ENVIRONMENT}`, then `.env`, then defaults. All faults are
//! reported at once, and every name stands in `.env.example`, which a test compares with [`NAMES`].

mod address;
mod bounds;
mod checks;
mod mail;
mod numbers;
mod outbound;
mod source;

pub use bounds::CONCURRENCY;
pub use mail::{MailConfig, MailTransport};
pub use source::Source;

use crate::{
    kernel::{Environment, Queue},
    telemetry::TelemetryConfig,
};
use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

/// Where files are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileStoreConfig {
    /// A folder that api and workers share.
    Disk {
        /// Its path.
        dir: PathBuf,
    },
    /// A bucket of any S3 server.
    S3 {
        /// Base URL; none for AWS itself.
        endpoint: Option<String>,
        /// Made when missing.
        bucket: String,
        /// Region name.
        region: String,
        /// Access key id.
        access_key_id: String,
        /// Secret access key.
        secret_access_key: Secret,
    },
}

/// A value that never shows itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }
    /// The value itself, for the library that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// Where the embedding model comes from, in this order; without any, search is lexical only and says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmbedConfig {
    /// A folder with model.onnx and the tokenizer's files.
    pub model_dir: Option<PathBuf>,
    /// A model's name for fastembed's cache and hub.
    pub model: Option<String>,
    /// libonnxruntime.so (1.24 or newer).
    pub ort_dylib: Option<PathBuf>,
}

/// Engines that read CVs beside the native one; those that are not named are not there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CvEnginesConfig {
    /// Base URL of an OpenAI-compatible API, up to and with `/v1`.
    pub agent_base_url: Option<String>,
    /// The model's name there.
    pub agent_model: Option<String>,
    /// Sent as a bearer token.
    pub agent_api_key: Option<Secret>,
    /// A webhook of n8n that answers with `parsed_data`.
    pub n8n_webhook_url: Option<String>,
}

/// A server's certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsConfig {
    /// PEM: the server's certificate, then those that lead to the authority's.
    pub certificates: String,
    /// PEM.
    pub key: Secret,
}

/// How rings travel from api to worker ([`crate::bell::Transport`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BellTransport {
    /// A Redis list per queue.
    List,
    /// Tasks of apalis-redis.
    ApalisRedis,
}

impl BellTransport {
    /// Every transport.
    pub const ALL: [Self; 2] = [Self::List, Self::ApalisRedis];

    /// Its name in `BELL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::ApalisRedis => "apalis-redis",
        }
    }
}

/// How leases and stops are timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseConfig {
    /// A worker that is silent this long is dead.
    pub lease: Duration,
    /// Between renewals.
    pub heartbeat: Duration,
    /// After SIGTERM, until what still runs is handed back.
    pub grace: Duration,
    /// After SIGTERM, how long api still answers while it sends balancers and clients elsewhere: longer than they look at its readiness.
    pub drain: Duration,
}

/// Requests a minute of one user (or address) in each class of routes; 0: as many as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Reads.
    pub read: u32,
    /// Writes.
    pub write: u32,
    /// What scores, searches or takes a file.
    pub costly: u32,
    /// Log-ins and sign-ups, of one address.
    pub login: u32,
}

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

/// Every name that is read, for docs and tests.
pub const NAMES: &[&str] = &[
    "ENVIRONMENT",
    "SECRET_KEY",
    "SECRET_KEY_PREVIOUS",
    "RATE_LIMITS",
    "TRUSTED_PROXIES",
    "ACCESS_TOKEN_EXPIRE_MINUTES",
    "REFRESH_TOKEN_EXPIRE_DAYS",
    "ALLOWED_ORIGINS",
    "DATABASE_URL",
    "DATABASE_CONNECTIONS",
    "REDIS_URL",
    "REDIS_PREFIX",
    "BELL",
    "LISTEN_ADDR",
    "TLS_CERT",
    "TLS_KEY",
    "METRICS_ADDR",
    "STORAGE_DIR",
    "S3_ENDPOINT",
    "S3_BUCKET",
    "S3_REGION",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
    "EMBED_MODEL_DIR",
    "EMBED_MODEL",
    "ORT_DYLIB_PATH",
    "CV_AGENT_BASE_URL",
    "CV_AGENT_MODEL",
    "CV_AGENT_API_KEY",
    "N8N_API_URL",
    "N8N_CV_WEBHOOK_URL",
    "N8N_MATCHING_WEBHOOK_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "MAIL_DIR",
    "PUBLIC_URL",
    "LEASE_SECONDS",
    "HEARTBEAT_SECONDS",
    "SHUTDOWN_GRACE_SECONDS",
    "SHUTDOWN_DRAIN_SECONDS",
    "WORKER_NAME",
    "WORKER_CONCURRENCY",
    "EXECUTION_RETENTION_DAYS",
    "AUDIT_RETENTION_DAYS",
    "DEMO_PASSWORD",
    "DEFAULT_LOCALE",
    "DEFAULT_CURRENCY",
    "LOG_DIR",
    "LOG_FILES",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "RUST_LOG",
];

/// What is wrong with the environment, every fault at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has faults:\n  {}", .0.join("\n  "))]
pub struct ConfigError(pub Vec<String>);

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
        let secret_key = Secret::new(s.required(
            "SECRET_KEY",
            "a random text that signs tokens (openssl rand -base64 48)",
        ));
        let least = bounds::least_key(environment);
        if (1..least).contains(&secret_key.expose().len()) {
            s.fault(
                "SECRET_KEY",
                &format!("it has {} characters, fewer than {least}", secret_key.expose().len()),
            );
        }
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
            bell: bell(&mut s),
            listen_addr: s.parsed("LISTEN_ADDR", "127.0.0.1:8000"),
            tls: tls(&mut s),
            metrics_addr: s.optional_parsed("METRICS_ADDR"),
            file_store: file_store(&mut s),
            embed: EmbedConfig {
                model_dir: s.optional("EMBED_MODEL_DIR").map(PathBuf::from),
                model: s.optional("EMBED_MODEL"),
                ort_dylib: s.optional("ORT_DYLIB_PATH").map(PathBuf::from),
            },
            cv_engines: CvEnginesConfig {
                agent_base_url: s.optional("CV_AGENT_BASE_URL"),
                agent_model: s.optional("CV_AGENT_MODEL"),
                agent_api_key: s.optional("CV_AGENT_API_KEY").map(Secret::new),
                n8n_webhook_url: s.optional("N8N_CV_WEBHOOK_URL"),
            },
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
            lease: LeaseConfig {
                lease: Duration::from_secs(bounds::number(&mut s, "LEASE_SECONDS", 10)),
                heartbeat: Duration::from_secs(bounds::number(&mut s, "HEARTBEAT_SECONDS", 3)),
                grace: Duration::from_secs(bounds::number(&mut s, "SHUTDOWN_GRACE_SECONDS", 20)),
                drain: Duration::from_secs(bounds::number(
                    &mut s,
                    "SHUTDOWN_DRAIN_SECONDS",
                    if environment == Environment::Production { 5 } else { 0 },
                )),
            },
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

fn bell(s: &mut Source) -> BellTransport {
    let name = s.text("BELL", BellTransport::List.name());
    let known = BellTransport::ALL.into_iter().find(|bell| bell.name() == name);
    known.unwrap_or_else(|| {
        s.fault("BELL", &format!("`{name}` is not list or apalis-redis"));
        BellTransport::List
    })
}

fn tls(s: &mut Source) -> Option<TlsConfig> {
    match (s.optional("TLS_CERT"), s.optional("TLS_KEY")) {
        (Some(certificates), Some(key)) => Some(TlsConfig {
            certificates,
            key: Secret::new(key),
        }),
        (None, None) => None,
        (Some(_), None) => {
            s.fault("TLS_KEY", "it is not set; TLS_CERT needs its key");
            None
        }
        (None, Some(_)) => {
            s.fault("TLS_CERT", "it is not set; TLS_KEY is of a certificate");
            None
        }
    }
}

fn file_store(s: &mut Source) -> FileStoreConfig {
    match s.optional("S3_BUCKET") {
        None => FileStoreConfig::Disk {
            dir: PathBuf::from(s.text("STORAGE_DIR", ".data/files")),
        },
        Some(bucket) => FileStoreConfig::S3 {
            endpoint: s.optional("S3_ENDPOINT"),
            bucket,
            region: s.text("S3_REGION", "us-east-1"),
            access_key_id: s.required("S3_ACCESS_KEY_ID", "the access key of S3_BUCKET"),
            secret_access_key: Secret::new(s.required("S3_SECRET_ACCESS_KEY", "the secret key of S3_BUCKET")),
        },
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

    #[test]
    fn the_example_file_names_exactly_what_is_read() {
        let example = include_str!("../../../.env.example");
        let named: std::collections::BTreeSet<&str> = example
            .lines()
            .filter_map(|l| l.trim_start_matches("# ").split_once('='))
            .map(|(name, _)| name)
            .filter(|n| {
                !n.is_empty()
                    && n.chars()
                        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            })
            .collect();
        assert_eq!(named, NAMES.iter().copied().collect());
    }
}
