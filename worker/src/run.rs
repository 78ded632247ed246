//! The long-running worker: configuration in, runtime up, SIGTERM out.

use crate::{
    registry::registry,
    runtime::{Runtime, Settings, identity},
    sandbox::NativeAnalyser,
    schedule::schedule,
    state::State,
    status, sweeps,
};
use anyhow::{Context, bail};
use shared::{
    adapters,
    bell::{self, Bell},
    cache::Cache,
    config::{CONCURRENCY, Config},
    db::Db,
    identity::tokens::Tokens,
    jobs::Queue,
    kernel::Clock,
    ports::CvAnalyser,
    redis_conn,
    resumes::suggestions::Suggester,
    telemetry,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

/// Workers that may die over one execution before it is parked.
const POISON_CAP: i16 = 3;

/// Runs until SIGTERM or SIGINT.
///
/// # Errors
/// A fault in the arguments or the configuration, all at once; or a part that could not start.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let config = Config::load()?;
    let concurrency = concurrency(&config, arguments)?;
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads.max(2))
        .enable_all()
        .build()?;
    let entered = runtime.enter();
    let _telemetry = telemetry::start("worker", config.environment, &config.telemetry);
    drop(entered);
    config.warn_of_plain_connections();
    runtime.block_on(serve(config, concurrency))
}

async fn serve(config: Config, concurrency: BTreeMap<Queue, usize>) -> anyhow::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let metrics = status::record_metrics()?;
    // Taken first: a worker that cannot be watched does not start.
    let status_port = match config.metrics_addr {
        Some(addr) => Some(
            TcpListener::bind(addr)
                .await
                .with_context(|| format!("METRICS_ADDR {addr}"))?,
        ),
        None => None,
    };
    let conn = redis_conn::connect(config.redis_url.expose()).context("REDIS_URL")?;
    let cache = Cache::new(conn.clone(), &config.redis_prefix);
    let transport =
        bell::open(config.bell, &config.redis_url, conn.clone(), &config.redis_prefix).context("REDIS_URL")?;
    let ring = Bell::start(transport, conn, &config.redis_prefix);
    let db = Db::open(
        config.database_url.expose(),
        config.database_connections,
        ring,
        Clock::System,
    )
    .context("DATABASE_URL")?
    // What a job writes invalidates what the api keeps.
    .with_cache(cache);
    wait_for_database(&db).await;
    let native: Arc<dyn CvAnalyser> = Arc::new(NativeAnalyser::default());
    let mut analysers = vec![Arc::clone(&native)];
    analysers.extend(adapters::cv_remote::cv_engines(&config.cv_engines, &native));
    let state = Arc::new(State {
        db: db.clone(),
        files: adapters::file_store(&config.file_store),
        embedder: adapters::embedder(&config.embed),
        suggester: Suggester::default(),
        analysers,
        scorer: adapters::match_remote::match_scorer(config.n8n_matching_webhook_url.as_deref()),
        mailer: adapters::mail::mailer(&config.mail).map_err(anyhow::Error::msg)?,
        tokens: Tokens::new(&config),
        public_url: config.public_url.clone(),
    });
    let settings = Settings {
        name: identity(&config.worker_name),
        database_url: config.database_url.clone(),
        redis_url: config.redis_url.clone(),
        redis_prefix: config.redis_prefix.clone(),
        bell: config.bell,
        concurrency,
        lease: config.lease,
        poison_cap: POISON_CAP,
    };
    let stop = CancellationToken::new();
    let queues: Vec<Queue> = settings.concurrency.keys().copied().collect();
    let mut sweeping = sweeps::start(
        &db,
        &state.files,
        schedule(config.execution_retention_days, config.audit_retention_days)?,
        &stop,
    );
    tracing::info!(
        name = settings.name,
        ?queues,
        embedding = state.embedder.model().unwrap_or("none: lexical search only"),
        "takes work"
    );
    let runtime = Runtime::start(db.clone(), registry(&state), settings)?;
    if let Some(listener) = status_port {
        let running = runtime.running().clone();
        sweeping.spawn(async move {
            if let Err(error) = status::serve(listener, metrics, db, running).await {
                tracing::error!(%error, "no /metrics, /livez and /readyz any more");
            }
        });
    }
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping: claims nothing more, finishes what runs");
    runtime.stop().await;
    stop.cancel();
    sweeping.shutdown().await;
    Ok(())
}

/// Services start in any order: a worker without a database waits for it.
async fn wait_for_database(db: &Db) {
    while let Err(error) = db.begin().await {
        tracing::warn!(%error, "no database yet");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// `--queues` narrows what is taken, `--concurrency` says how much of it at once.
fn concurrency(config: &Config, arguments: &[String]) -> anyhow::Result<BTreeMap<Queue, usize>> {
    let mut all = config.concurrency.clone();
    let mut arguments = arguments.iter();
    while let Some(name) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--queues" => {
                let wanted = value.split(',').map(str::parse).collect::<Result<Vec<Queue>, _>>()?;
                all.retain(|q, _| wanted.contains(q));
            }
            "--concurrency" => {
                for pair in value.split(',') {
                    let (queue, n) = pair
                        .split_once('=')
                        .with_context(|| format!("`{pair}` is not like documents=4"))?;
                    let n: usize = n.parse().with_context(|| format!("`{n}` is not a number"))?;
                    if n == 0 {
                        bail!("the concurrency of {queue} must be at least 1; leave the queue out of --queues instead");
                    }
                    if n > CONCURRENCY {
                        bail!("the concurrency of {queue} must be at most {CONCURRENCY}; start more workers instead");
                    }
                    if let Some(known) = all.get_mut(&queue.parse()?) {
                        *known = n;
                    }
                }
            }
            other => bail!("unknown option {other}; there are --queues and --concurrency"),
        }
    }
    Ok(all)
}
