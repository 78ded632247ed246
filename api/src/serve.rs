//! `api serve`: puts the parts together, listens, and drains at SIGTERM.

use crate::{
    metrics, router,
    state::{App, Parts},
    tls,
};
use anyhow::{Context, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use shared::{
    adapters,
    bell::{self, Bell, Changes},
    cache::{Cache, Limiter},
    config::Config,
    db::{Db, Schema},
    identity::{Callers, passwords::Passwords, tokens::Tokens},
    jobs::Intake,
    kernel::{Clock, Currency, Locale},
};
use std::{future::IntoFuture, net::SocketAddr};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

/// Answers until SIGTERM or SIGINT. Starts without Redis, and without Postgres (`/readyz` says so), but not with a foreign schema.
///
/// # Errors
/// A part cannot start, or the schema is not this build's.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let counted = metrics::record()?;
    if let Some(addr) = config.metrics_addr {
        metrics::serve(addr, counted.clone()).await?;
    }
    let (grace, drain) = (config.lease.grace, config.lease.drain);
    let listen_addr = config.listen_addr;
    let app = App::new(parts(config, counted)?);
    refuse_foreign_schema(&app.db).await?;
    let service = router::router(&app)?;
    let listener = TcpListener::bind(listen_addr)
        .await
        .with_context(|| format!("LISTEN_ADDR {listen_addr}"))?;
    tracing::info!(addr = %listener.local_addr()?, "answers");
    let stopping = app.stopping.clone();
    let last_call = stopping.clone();
    let last_call = async move { last_call.cancelled().await };
    let serving = match &app.config.tls {
        None => {
            let service = service.into_make_service_with_connect_info::<SocketAddr>();
            tokio::spawn(
                axum::serve(listener, service)
                    .with_graceful_shutdown(last_call)
                    .into_future(),
            )
        }
        Some(config) => {
            let listener = tls::listen(listener, config)?;
            let service = tls::behind(service).into_make_service_with_connect_info::<tls::Peer>();
            tokio::spawn(
                axum::serve(listener, service)
                    .with_graceful_shutdown(last_call)
                    .into_future(),
            )
        }
    };
    let abort = serving.abort_handle();
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!(?drain, "draining");
    app.draining.cancel();
    tokio::time::sleep(drain).await;
    stopping.cancel();
    match tokio::time::timeout(grace, serving).await {
        Ok(ended) => ended??,
        Err(_) => {
            tracing::warn!(?grace, "connections were still open");
            abort.abort();
        }
    }
    Ok(())
}

fn parts(config: Config, counted: PrometheusHandle) -> anyhow::Result<Parts> {
    let redis = bell::connect(config.redis_url.expose()).context("REDIS_URL")?;
    let ring = Bell::start(redis.clone(), &config.redis_prefix);
    let changes = Changes::start(config.redis_url.expose(), &config.redis_prefix).context("REDIS_URL")?;
    let db = Db::open(
        config.database_url.expose(),
        config.database_connections,
        ring,
        Clock::System,
    )
    .context("DATABASE_URL")?
    .with_cache(Cache::new(redis.clone(), &config.redis_prefix));
    let Ok(currency) = Currency::parse(&config.default_currency) else {
        bail!(
            "DEFAULT_CURRENCY: `{}` is not an ISO 4217 code",
            config.default_currency
        );
    };
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Ok(Parts {
        callers: Callers::new(&db),
        intake: Intake::start(db.clone()),
        db,
        limiter: Limiter::new(redis.clone(), &config.redis_prefix),
        redis,
        changes,
        files: adapters::file_store(&config.file_store),
        embedder: adapters::embedder(&config.embed),
        workflows: adapters::n8n::workflow_engine(config.n8n_api_url.as_deref()),
        counted,
        passwords: Passwords::new(cores)?,
        tokens: Tokens::new(&config),
        currency,
        locale: Locale::named(&config.default_locale).unwrap_or(Locale::Fr),
        stopping: CancellationToken::new(),
        draining: CancellationToken::new(),
        config,
    })
}

async fn refuse_foreign_schema(db: &Db) -> anyhow::Result<()> {
    match db.schema().await {
        Ok(Schema::Known) => Ok(()),
        Ok(Schema::Behind) => bail!("the database's schema is behind this build: run `api migrate`"),
        Ok(Schema::Foreign) => bail!("the database has a schema that this build does not know: run a newer build"),
        Err(error) if error.is_unavailable() => {
            tracing::warn!(%error, "the database does not answer yet; /readyz says so");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}
