//! What handlers share: concrete state, and the ports as trait objects.

use metrics_exporter_prometheus::PrometheusHandle;
use shared::{
    bell::Changes,
    cache::Limiter,
    config::Config,
    db::Db,
    identity::{Callers, passwords::Passwords, tokens::Tokens},
    jobs::Intake,
    kernel::{Currency, Locale},
    ports::{Embedder, FileStore, WorkflowEngine},
    redis_conn::RedisConn,
};
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Made once at start; cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Takes executions in that are a request's only write.
    pub intake: Intake,
    /// Redis, for readiness alone: enqueuing rings through `db`.
    pub redis: RedisConn,
    /// Finds out who is behind an access token.
    pub callers: Callers,
    /// Counts requests, for all processes.
    pub limiter: Limiter,
    /// Wakes streams.
    pub changes: Changes,
    /// Uploaded files.
    pub files: Arc<dyn FileStore>,
    /// The model, or none.
    pub embedder: Arc<dyn Embedder>,
    /// n8n, where there is one.
    pub workflows: Option<Arc<dyn WorkflowEngine>>,
    /// What was counted.
    pub counted: PrometheusHandle,
    /// Checks passwords.
    pub passwords: Passwords,
    /// Mints and checks tokens.
    pub tokens: Tokens,
    /// The environment.
    pub config: Config,
    /// Where a record names no currency.
    pub currency: Currency,
    /// Where a request names no language that we speak.
    pub locale: Locale,
    /// Cancelled at SIGTERM: long polls and streams end.
    pub stopping: CancellationToken,
    /// Cancelled some time before: it still answers, and sends everybody elsewhere.
    pub draining: CancellationToken,
}

impl App {
    /// Shares the parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
