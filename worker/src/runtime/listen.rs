//! apalis's side: a worker per queue on a backend of our own, whose tasks are rings. docs/decisions/0003 says why not apalis-redis.

use super::answer::Answerer;
use apalis::prelude::{Backend, BoxDynError, Monitor, Task, WorkerBuilder, WorkerContext};
use apalis_core::{
    backend::{BackendConfig, finalize::Ephemeral},
    task::{builder::TaskBuilder, task_id::RandomId},
};
use futures::{StreamExt, stream, stream::BoxStream};
use shared::{bell, jobs::Queue};
use std::{
    convert::Infallible,
    sync::PoisonError,
    task::{Context, Poll},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// Between tries while Redis is away.
const AGAIN: Duration = Duration::from_millis(500);

/// Rings were taken: there may be work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ringing;

/// An apalis backend whose tasks are rings. Ephemeral: the ledger keeps the work, its leases and its retries.
pub(super) struct RingBackend(BoxStream<'static, Ringing>);

impl RingBackend {
    /// Takes rings only while the queue has room, and outlives a Redis that comes and goes.
    fn new(rings: bell::Rings, queue: Queue, answerer: Answerer) -> Self {
        let stream = stream::unfold((rings, answerer), move |(mut rings, answerer)| async move {
            loop {
                answerer.has_room(queue).await;
                match rings.next().await {
                    Ok(_) => return Some((Ringing, (rings, answerer))),
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
    type Layer = tower::layer::util::Identity;

    fn config(&self) -> &() {
        &()
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> Self::Layer {
        tower::layer::util::Identity::new()
    }
}

/// Takes the rings of one queue until `stop`.
pub(super) async fn run(name: String, queue: Queue, rings: bell::Rings, answerer: Answerer, stop: CancellationToken) {
    let backend = RingBackend::new(rings, queue, answerer.clone());
    let backend = std::sync::Mutex::new(Some(backend));
    let monitor = Monitor::new().register(move |_| {
        let answerer = answerer.clone();
        let backend = backend.lock().unwrap_or_else(PoisonError::into_inner).take();
        WorkerBuilder::new(format!("{name}-{queue}"))
            .backend(backend.unwrap_or_else(RingBackend::silent))
            .build(move |_: Ringing| {
                answerer.ring(queue);
                // Always Ok to apalis: retries live in the ledger.
                std::future::ready(Ok::<(), BoxDynError>(()))
            })
    });
    if let Err(error) = monitor.run_with_signal(cancelled(stop)).await {
        tracing::error!(%queue, %error, "the listener ended; the relay's and the other workers' rings remain");
    }
}

async fn cancelled(token: CancellationToken) -> std::io::Result<()> {
    token.cancelled().await;
    Ok(())
}
