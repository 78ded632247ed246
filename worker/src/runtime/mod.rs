//! The consumer side: from a ring to an execution's end.
//!
//! ```text
//!   Redis --ring--> shared::bell --> answer: claim from the ledger -> run_one -> completer --commit--> ledger
//!                     ^                  ^
//!   relay: rings for what                '-- fallback: rings by itself while Redis is away; every end, while there is a backlog
//!   nobody has claimed
//!   heartbeat (own thread): renews leases, sees cancellations      reconcile: takes the work of the dead
//! ```

mod answer;
mod cancels;
mod completer;
mod context;
mod fallback;
mod heartbeat;
mod identity;
mod outcome;
mod reconcile;
mod registry;
mod relay;
mod run_one;
mod running;
mod served;

pub use context::JobContext;
pub use identity::identity;
pub use outcome::{Committed, JobError, Outcome};
pub use registry::{Entry, Registry};
pub use running::{Running, StopReason};

use answer::Answerer;
use completer::Completer;
use run_one::Runner;
use shared::{
    bell::{self, Listening, Transport},
    config::{BellTransport, Secret},
    db::Db,
    jobs::{
        Queue,
        lease::{self, Claimer, Known, Presence},
    },
    redis_conn::{self, RedisConn},
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// What a runtime needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Unique per process and boot: [`identity`].
    pub name: String,
    /// For the heartbeat's own connection.
    pub database_url: Secret,
    /// Redis.
    pub redis_url: Secret,
    /// Of Redis keys.
    pub redis_prefix: String,
    /// How rings travel.
    pub bell: BellTransport,
    /// How many executions at once, per queue that is taken.
    pub concurrency: BTreeMap<Queue, usize>,
    /// Leases and stops.
    pub lease: shared::config::LeaseConfig,
    /// Workers that may die over one execution before it is parked.
    pub poison_cap: i16,
}

/// A worker's moving parts, running.
#[derive(Debug)]
pub struct Runtime {
    db: Db,
    settings: Settings,
    running: Running,
    stop_claiming: CancellationToken,
    tasks: JoinSet<()>,
    heartbeat: heartbeat::Heartbeat,
    _cancels: Listening,
}

impl Runtime {
    /// Starts listening, relaying and renewing.
    ///
    /// # Errors
    /// A URL is wrong; or the heartbeat's thread could not be started.
    pub fn start(db: Db, registry: Registry, settings: Settings) -> anyhow::Result<Self> {
        let conn = redis_conn::connect(settings.redis_url.expose())?;
        let transport = bell::open(settings.bell, &settings.redis_url, conn.clone(), &settings.redis_prefix)?;
        let (running, stop) = (Running::default(), CancellationToken::new());
        let claimer = Claimer {
            worker: settings.name.clone(),
            knows: registry.knows(),
            lease: settings.lease.lease,
        };
        let presence = Presence {
            name: settings.name.clone(),
            host: identity::host(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            queues: settings.concurrency.keys().map(|q| q.name().to_owned()).collect(),
            knows: claimer.knows.iter().map(Known::name).collect(),
        };
        let heartbeat = heartbeat::Heartbeat::start(&settings, presence, running.clone())?;
        let runner = Runner {
            db: db.clone(),
            registry: Arc::new(registry),
            running: running.clone(),
            completer: Completer::start(db.clone()),
        };
        let answerer = Answerer::new(runner, claimer.clone(), &settings.concurrency);
        let mut tasks = JoinSet::new();
        let cancels = cancels::listen(&settings, running.clone())?;
        tasks.spawn(answerer.clone().watch_limits(stop.clone()));
        for queue in settings.concurrency.keys() {
            tasks.spawn(answerer.clone().claim_for(*queue, stop.clone()));
            let (transport, queue, name) = (transport.clone(), *queue, settings.name.clone());
            let (door, stop) = (Arc::new(answerer.clone()), stop.clone());
            tasks.spawn(async move { transport.listen(queue, &name, door, stop).await });
        }
        let queues: Vec<Queue> = settings.concurrency.keys().copied().collect();
        tasks.spawn(relay::run(
            relay_parts(&db, &settings, (&conn, &transport), &claimer, &queues),
            stop.clone(),
        ));
        tasks.spawn(fallback::run(answerer, conn, queues, stop.clone()));
        tasks.spawn(reconcile::run(
            db.clone(),
            settings.lease,
            settings.poison_cap,
            stop.clone(),
        ));
        Ok(Self {
            db,
            settings,
            running,
            stop_claiming: stop,
            tasks,
            heartbeat,
            _cancels: cancels,
        })
    }

    /// What runs now.
    #[must_use]
    pub fn running(&self) -> &Running {
        &self.running
    }

    /// Stops in order: claims nothing more, lets what runs finish within the grace period, hands the rest back without spending an
    /// attempt, says farewell.
    pub async fn stop(mut self) {
        self.running.close();
        self.stop_claiming.cancel();
        let grace = self.settings.lease.grace;
        if tokio::time::timeout(grace, self.running.idle()).await.is_err() {
            tracing::warn!(running = self.running.count(), "the grace period is over; handing back");
            self.running.stop_all(StopReason::Shutdown);
            // A handler that heeds the signal gives its work back itself; what does not is handed back over its head.
            if tokio::time::timeout(Duration::from_secs(2), self.running.idle())
                .await
                .is_err()
            {
                match lease::hand_back(&self.db, &self.running.leases()).await {
                    Ok(count) => tracing::info!(count, "handed back"),
                    Err(error) => tracing::error!(%error, "could not hand back; the leases will run out"),
                }
            }
        }
        self.tasks.abort_all();
        while self.tasks.join_next().await.is_some() {}
        self.heartbeat.stop();
        if let Err(error) = lease::farewell(&self.db, &self.settings.name).await {
            tracing::debug!(%error, "no farewell");
        }
    }
}

fn relay_parts(
    db: &Db,
    settings: &Settings,
    (conn, transport): (&RedisConn, &Arc<dyn Transport>),
    claimer: &Claimer,
    queues: &[Queue],
) -> relay::Relay {
    relay::Relay {
        db: db.clone(),
        conn: conn.clone(),
        transport: transport.clone(),
        prefix: settings.redis_prefix.clone(),
        name: settings.name.clone(),
        knows: claimer.knows.clone(),
        queues: queues.to_vec(),
    }
}
