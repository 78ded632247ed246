//! `BELL=list`: one Redis list per queue, pushed by whoever enqueued and popped by workers that block on it. A pop wakes exactly one
//! worker, at once, and leaves nothing behind.
//!
//! To apalis it is a backend whose tasks are rings. Ephemeral: the ledger keeps the work, its leases and its retries.

use super::{AGAIN, Door, TOGETHER, Transport, TransportError, WINDOW, cancelled};
use crate::{
    config::BellTransport,
    kernel::{ExecutionId, Queue},
    redis_conn::RedisConn,
};
use apalis::prelude::{Backend, BoxDynError, Monitor, Task, WorkerBuilder, WorkerContext};
use apalis_core::{
    backend::{BackendConfig, finalize::Ephemeral},
    task::{builder::TaskBuilder, task_id::RandomId},
};
use async_trait::async_trait;
use futures::{StreamExt, stream, stream::BoxStream};
use std::{
    convert::Infallible,
    fmt,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    time::Duration,
};
use tokio_util::sync::CancellationToken;
use tower::layer::util::Identity;

/// How long one pop blocks. The connection's patience is longer, so a silent Redis is told from an empty list.
const BLOCK: Duration = Duration::from_secs(5);

/// The lists of one installation.
pub(super) struct List {
    client: redis::Client,
    conn: RedisConn,
    prefix: String,
}

impl List {
    pub(super) fn new(client: redis::Client, conn: RedisConn, prefix: &str) -> Self {
        Self {
            client,
            conn,
            prefix: prefix.to_owned(),
        }
    }

    fn key(&self, queue: Queue) -> String {
        format!("{}:rings:{queue}", self.prefix)
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("List")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Transport for List {
    fn name(&self) -> &'static str {
        BellTransport::List.name()
    }

    async fn push(&self, queue: Queue, ids: &[ExecutionId]) -> Result<(), TransportError> {
        let key = self.key(queue);
        let mut both = redis::pipe();
        // One transaction: nobody ever sees a longer list. The oldest rings stay.
        both.atomic().cmd("RPUSH").arg(&key);
        for id in &ids[..ids.len().min(WINDOW)] {
            both.arg(id.0.as_bytes());
        }
        both.ignore().cmd("LTRIM").arg(&key).arg(0).arg(WINDOW - 1).ignore();
        Ok(both.query_async(&mut self.conn.clone()).await?)
    }

    async fn depth(&self, queue: Queue) -> Result<usize, TransportError> {
        let mut conn = self.conn.clone();
        Ok(redis::cmd("LLEN").arg(self.key(queue)).query_async(&mut conn).await?)
    }

    async fn listen(&self, queue: Queue, worker: &str, door: Arc<dyn Door>, stop: CancellationToken) {
        let rings = Rings {
            client: self.client.clone(),
            conn: None,
            key: self.key(queue),
        };
        // The factory runs once: the backend outlives every absence of Redis.
        let backend = Mutex::new(Some(RingBackend::new(rings, queue, door.clone())));
        let name = format!("{worker}-{queue}");
        let monitor = Monitor::new().register(move |_| {
            let door = door.clone();
            let backend = backend.lock().unwrap_or_else(PoisonError::into_inner).take();
            WorkerBuilder::new(name.clone())
                .backend(backend.unwrap_or_else(RingBackend::silent))
                .build(move |_: Ringing| {
                    door.rung(queue);
                    // Always Ok to apalis: retries live in the ledger.
                    std::future::ready(Ok::<(), BoxDynError>(()))
                })
        });
        if let Err(error) = monitor.run_with_signal(cancelled(stop)).await {
            tracing::error!(%queue, %error, "the listener ended; the relay's and the other workers' rings remain");
        }
    }
}

/// Rings of one queue, as a worker takes them: over a connection of its own, because a blocking command holds up all others on it.
struct Rings {
    client: redis::Client,
    conn: Option<redis::aio::MultiplexedConnection>,
    key: String,
}

impl Rings {
    /// Waits for a ring and takes those that wait behind it. None of them is kept for later: if this worker dies now, the relay rings
    /// again.
    async fn next(&mut self) -> redis::RedisResult<()> {
        loop {
            match self.pop().await {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(error) => {
                    // The next call connects again.
                    self.conn = None;
                    return Err(error);
                }
            }
        }
    }

    /// False when none came for as long as a pop blocks.
    async fn pop(&mut self) -> redis::RedisResult<bool> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => {
                let config = redis::AsyncConnectionConfig::new()
                    .set_connection_timeout(Some(BLOCK))
                    .set_response_timeout(Some(BLOCK * 2));
                none.insert(
                    self.client
                        .get_multiplexed_async_connection_with_config(&config)
                        .await?,
                )
            }
        };
        let first: Option<(String, Vec<u8>)> = redis::cmd("BLPOP")
            .arg(&self.key)
            .arg(BLOCK.as_secs())
            .query_async(conn)
            .await?;
        if first.is_none() {
            return Ok(false);
        }
        let _: Option<Vec<Vec<u8>>> = redis::cmd("LPOP")
            .arg(&self.key)
            .arg(TOGETHER - 1)
            .query_async(conn)
            .await?;
        Ok(true)
    }
}

/// Rings were taken: there may be work.
#[derive(Debug, Clone, Copy)]
struct Ringing;

struct RingBackend(BoxStream<'static, Ringing>);

impl RingBackend {
    /// Takes rings only while the queue has room, and outlives a Redis that comes and goes.
    fn new(rings: Rings, queue: Queue, door: Arc<dyn Door>) -> Self {
        let stream = stream::unfold((rings, door), move |(mut rings, door)| async move {
            loop {
                door.has_room(queue).await;
                match rings.next().await {
                    Ok(()) => return Some((Ringing, (rings, door))),
                    Err(error) => {
                        metrics::counter!("listener_restarts_total", "queue" => queue.name()).increment(1);
                        tracing::debug!(%queue, %error, "no rings; trying again");
                        tokio::time::sleep(AGAIN).await;
                    }
                }
            }
        });
        Self(stream.boxed())
    }

    /// Never rings.
    fn silent() -> Self {
        Self(stream::pending().boxed())
    }
}

impl Backend for RingBackend {
    type Task = Task<Ringing>;
    type Error = Infallible;

    fn poll_ready(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn poll_next(&mut self, cx: &mut Context<'_>, _: &WorkerContext) -> Poll<Option<Result<Self::Task, Infallible>>> {
        self.0
            .poll_next_unpin(cx)
            .map(|ring| ring.map(|ring| Ok(TaskBuilder::new(ring).build())))
    }

    fn poll_close(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }
}

impl BackendConfig for RingBackend {
    type Args = Ringing;
    type Id = RandomId;
    type Kind = Ephemeral;
    type Config = ();
    type Layer = Identity;

    fn config(&self) -> &() {
        &()
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> Self::Layer {
        Identity::new()
    }
}
