//! `api serve`: puts the parts together, listens, and drains at SIGTERM.

use crate::{
    connections::{self, PATIENCE},
    metrics, router,
    state::{App, Parts},
    tls,
};
use anyhow::{Context, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use shared::{
    adapters,
    bell::{self, Bell, Changes},
    cache::{Cache, Limiter},
    config::Config,
    db::{Db, Schema},
    identity::{Callers, passwords::Passwords, tokens::Tokens},
    jobs::Intake,
    kernel::{Clock, Currency, Locale},
    redis_conn,
};
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
    open_file_store(&app).await;
    let service = router::router(&app)?;
    allow_many_files();
    let listener = TcpListener::bind(listen_addr)
        .await
        .with_context(|| format!("LISTEN_ADDR {listen_addr}"))?;
    tracing::info!(addr = %listener.local_addr()?, "answers");
    let stopping = app.stopping.clone();
    let last_call = stopping.clone();
    let serving = match &app.config.tls {
        None => tokio::spawn(connections::serve(listener, service, PATIENCE, last_call)),
        Some(config) => {
            let (listener, service) = (tls::listen(listener, config)?, tls::behind(service));
            tokio::spawn(connections::serve(listener, service, PATIENCE, last_call))
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
        Ok(ended) => ended?,
        Err(_) => {
            tracing::warn!(?grace, "connections were still open");
            abort.abort();
        }
    }
    Ok(())
}

/// As many open files, and so connections, as the machine lets us have: what a shell gives is made for programs that count them on one hand.
fn allow_many_files() {
    let maximum = getrlimit(Resource::Nofile).maximum;
    let all = Rlimit {
        current: maximum,
        maximum,
    };
    if let Err(error) = setrlimit(Resource::Nofile, all) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// As long as most answers may take: whoever gives up on one leaves no statement behind that runs on.
const LONGEST_STATEMENT: std::time::Duration = std::time::Duration::from_secs(30);

fn parts(config: Config, counted: PrometheusHandle) -> anyhow::Result<Parts> {
    let redis = redis_conn::connect(config.redis_url.expose()).context("REDIS_URL")?;
    let transport =
        bell::open(config.bell, &config.redis_url, redis.clone(), &config.redis_prefix).context("REDIS_URL")?;
    let ring = Bell::start(transport, redis.clone(), &config.redis_prefix);
    let changes = Changes::start(config.redis_url.expose(), &config.redis_prefix).context("REDIS_URL")?;
    let db = Db::open_within(
        LONGEST_STATEMENT,
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

/// Makes what a new installation lacks (folder, bucket). From then on, that it is gone says that the store is away.
async fn open_file_store(app: &App) {
    match tokio::time::timeout(std::time::Duration::from_secs(5), app.files.ready()).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the file store does not answer yet; /readyz says so"),
        Err(_) => tracing::warn!("the file store does not answer yet; /readyz says so"),
    }
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
