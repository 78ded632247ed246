//! `BELL=apalis-redis`: rings are tasks of apalis-redis, in its keys, for its tools and beside other programs that use it.
//!
//! What it leaves out is added here: a publish after each push wakes the workers, which it leaves to their polls; a window, because its
//! fetch wedges at some thousands of due tasks; a broom, because it keeps every finished task for ever; and workers that start again, because
//! one that Redis has forgotten ends for good.

use super::{AGAIN, Door, TOGETHER, Transport, TransportError, WINDOW, cancelled};
use crate::{
    bell::listener,
    config::BellTransport,
    kernel::{ExecutionId, Queue},
    redis_conn::RedisConn,
};
use apalis::prelude::{Backend, BoxDynError, Monitor, WorkerBuilder, WorkerContext};
use apalis_core::{
    backend::{BackendConfig, WireFormatBackend},
    task::builder::TaskBuilder,
};
use apalis_redis::{Config, Error, RedisStorage, RedisTask, queries};
use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use serde_json::Value;
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Between looks without a wake-up: for a publish that was missed, and for a ring from a machine whose clock is ahead of ours, which
/// apalis-redis holds back until our clock says the same.
const IDLE: Duration = Duration::from_millis(250);
/// Between two sweeps.
const SWEEP: Duration = Duration::from_secs(1);
/// Tasks that one trip of the broom forgets.
const SWEPT: usize = 500;
/// What apalis-redis notes of a worker is kept so long after its last sweep.
const REMEMBERED: Duration = Duration::from_secs(60);

/// A ring's contents, which nobody reads: any JSON will do, so that a stranger's task cannot end a worker.
type Storage = RedisStorage<Value, RedisConn>;

/// The tasks of one installation.
pub(super) struct ApalisRedis {
    client: redis::Client,
    conn: RedisConn,
    prefix: String,
}

impl fmt::Debug for ApalisRedis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApalisRedis")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl ApalisRedis {
    pub(super) fn new(client: redis::Client, conn: RedisConn, prefix: &str) -> Self {
        Self {
            client,
            conn,
            prefix: prefix.to_owned(),
        }
    }

    fn config(&self, queue: Queue) -> Config {
        Config::default()
            .queue(format!("{}:{queue}", self.prefix))
            // A batch buffered behind a slow task starves apalis's heartbeat and is run again elsewhere.
            .batch_size(1)
            .heartbeat_interval(Duration::from_secs(5))
            .missed_heartbeats(6)
            // It costs time in proportion to the backlog, per task.
            .lock_tasks(false)
            // One wake-up per push, instead of an event per task.
            .emit_events(false)
    }

    /// Published to after every push.
    fn channel(&self, queue: Queue) -> String {
        format!("{}:wake:{queue}", self.prefix)
    }

    /// apalis's worker of one queue; `died` when it ends by itself.
    fn monitor(
        &self,
        queue: Queue,
        name: String,
        door: Arc<dyn Door>,
        wake: Arc<Notify>,
        died: CancellationToken,
    ) -> Monitor {
        let rings = Rings {
            storage: Storage::new(self.conn.clone()).with_config(self.config(queue)),
            queue,
            door: door.clone(),
            wake,
            stream: None,
        };
        // The factory runs once: restarts are ours, because apalis's keep the name that Redis still knows.
        let rings = Mutex::new(rings);
        let no_restart = move |_: &_, _: &_| {
            died.cancel();
            false
        };
        Monitor::new().should_restart(no_restart).register(move |_| {
            let door = door.clone();
            let rings = rings.lock().unwrap_or_else(PoisonError::into_inner).again();
            WorkerBuilder::new(name.clone()).backend(rings).build(move |_: Value| {
                door.rung(queue);
                // Always Ok to apalis: retries live in the ledger.
                std::future::ready(Ok::<(), BoxDynError>(()))
            })
        })
    }

    /// Forgets rings that were answered, and lets what is noted of this worker run out soon after it. Ends with its caller.
    async fn sweep(&self, queue: Queue, worker: &str) {
        let (config, mut conn) = (self.config(queue), self.conn.clone());
        let noted = format!("{}:workers:metadata:{worker}", config.queue.as_ref());
        loop {
            tokio::time::sleep(SWEEP).await;
            if let Err(error) = sweep_once(&mut conn, &config, &noted).await {
                tracing::debug!(%queue, %error, "answered rings stay until the next sweep");
            }
        }
    }
}

async fn sweep_once(conn: &mut RedisConn, config: &Config, noted: &str) -> redis::RedisResult<()> {
    loop {
        let mut take = redis::pipe();
        take.cmd("EXPIRE").arg(noted).arg(REMEMBERED.as_secs()).ignore();
        for set in [config.done_jobs_set(), config.dead_jobs_set()] {
            take.cmd("SPOP").arg(set).arg(SWEPT);
        }
        let (mut ids, dead): (Vec<String>, Vec<String>) = take.query_async(conn).await?;
        ids.extend(dead);
        if ids.is_empty() {
            return Ok(());
        }
        let mut forget = redis::pipe();
        forget.cmd("HDEL").arg(config.job_data_hash()).arg(&ids).ignore();
        forget.cmd("UNLINK");
        for id in &ids {
            forget.arg(format!("{}:{id}", config.job_meta_hash()));
        }
        let () = forget.ignore().query_async(conn).await?;
    }
}

#[async_trait]
impl Transport for ApalisRedis {
    fn name(&self) -> &'static str {
        BellTransport::ApalisRedis.name()
    }

    async fn push(&self, queue: Queue, ids: &[ExecutionId]) -> Result<(), TransportError> {
        let room = WINDOW.saturating_sub(self.depth(queue).await?);
        let task = |ids: &[ExecutionId]| {
            let ids: Value = ids.iter().map(|id| id.0.to_string()).collect();
            // Without an id of its own: it gets a fresh one, because apalis-redis drops a repeated one.
            TaskBuilder::new(ids.to_string().into_bytes()).build()
        };
        let tasks: Vec<RedisTask> = ids.chunks(TOGETHER).take(room).map(task).collect();
        if tasks.is_empty() {
            return Ok(());
        }
        let mut conn = self.conn.clone();
        queries::push_tasks(&mut conn, &self.config(queue), &tasks).await?;
        let publish = redis::cmd("PUBLISH").arg(self.channel(queue)).arg("").to_owned();
        Ok(publish.query_async(&mut conn).await?)
    }

    /// apalis-redis puts even an immediate task through its scheduled set, so both count.
    async fn depth(&self, queue: Queue) -> Result<usize, TransportError> {
        let config = self.config(queue);
        let (active, scheduled): (usize, usize) = redis::pipe()
            .llen(config.active_jobs_list())
            .zcard(config.scheduled_jobs_set())
            .query_async(&mut self.conn.clone())
            .await?;
        Ok(active + scheduled)
    }

    async fn listen(&self, queue: Queue, worker: &str, door: Arc<dyn Door>, stop: CancellationToken) {
        let wake = Arc::new(Notify::new());
        let heard = wake.clone();
        // Also woken by a new subscription: what was published before it was missed.
        let _listening = listener::listen_on(self.client.clone(), vec![self.channel(queue)], move |_, _| {
            heard.notify_one()
        });
        for boot in 0_u64.. {
            let name = format!("{worker}-{queue}-{boot}");
            // apalis's monitor waits for its signal even when its only worker has died: the death is the signal then.
            let over = stop.child_token();
            let monitor = self.monitor(queue, name.clone(), door.clone(), wake.clone(), over.clone());
            let ended = tokio::select! {
                ended = monitor.run_with_signal(cancelled(over)) => ended,
                () = self.sweep(queue, &name) => Ok(()),
            };
            if stop.is_cancelled() {
                return;
            }
            metrics::counter!("listener_restarts_total", "queue" => queue.name()).increment(1);
            if let Err(error) = ended {
                tracing::debug!(%queue, %error, "apalis's worker ended; starting another");
            }
            tokio::select! {
                () = tokio::time::sleep(AGAIN) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}

/// apalis-redis's storage, whose tasks are fetched when there is room and a wake-up came. The storage itself would fetch whenever it is
/// polled, for whatever reason, and never for a push; what else it does (registering, heartbeats, acknowledging) stays with it.
struct Rings {
    storage: Storage,
    queue: Queue,
    door: Arc<dyn Door>,
    wake: Arc<Notify>,
    /// Begun by the first poll, which brings the worker's name.
    stream: Option<BoxStream<'static, Result<RedisTask, Error>>>,
}

impl Rings {
    /// The same, not yet begun.
    fn again(&self) -> Self {
        Self {
            storage: self.storage.clone(),
            queue: self.queue,
            door: self.door.clone(),
            wake: self.wake.clone(),
            stream: None,
        }
    }

    fn fetch(&self, worker: &WorkerContext) -> BoxStream<'static, Result<RedisTask, Error>> {
        let (mut storage, worker) = (self.storage.clone(), worker.clone());
        let conn = storage.get_connection().clone();
        let config = storage.get_config().clone();
        let (queue, door, wake) = (self.queue, self.door.clone(), self.wake.clone());
        let next = async move |conn: &mut RedisConn| loop {
            door.has_room(queue).await;
            if let Some(task) = queries::fetch_next(conn, &worker, &config).await?.pop() {
                return Ok(task);
            }
            // One that came while we looked is kept, and ends this at once.
            let _woken = tokio::time::timeout(IDLE, wake.notified()).await;
        };
        stream::unfold((conn, next), |(mut conn, next)| async move {
            let task = next(&mut conn).await;
            Some((task, (conn, next)))
        })
        .boxed()
    }
}

impl Backend for Rings {
    type Task = RedisTask;
    type Error = Error;

    fn poll_ready(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Result<(), Error>> {
        Backend::poll_ready(&mut self.storage, cx, worker)
    }

    fn poll_next(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Option<Result<RedisTask, Error>>> {
        if self.stream.is_none() {
            self.stream = Some(self.fetch(worker));
        }
        match &mut self.stream {
            Some(stream) => stream.poll_next_unpin(cx),
            None => Poll::Pending,
        }
    }

    fn poll_close(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Result<(), Error>> {
        Backend::poll_close(&mut self.storage, cx, worker)
    }
}

impl BackendConfig for Rings {
    type Args = Value;
    type Id = <Storage as BackendConfig>::Id;
    type Kind = <Storage as BackendConfig>::Kind;
    type Config = Config;
    type Layer = <Storage as BackendConfig>::Layer;

    fn config(&self) -> &Config {
        self.storage.config()
    }

    fn middleware(&mut self, worker: &mut WorkerContext) -> Self::Layer {
        self.storage.middleware(worker)
    }
}

impl WireFormatBackend for Rings {
    type Codec = <Storage as WireFormatBackend>::Codec;
    type Compact = <Storage as WireFormatBackend>::Compact;

    fn codec(&self) -> &Self::Codec {
        self.storage.codec()
    }
}
