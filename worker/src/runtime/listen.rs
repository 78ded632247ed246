//! apalis's side: a worker per queue on apalis-redis, restarted whenever Redis throws it out.

use super::{
    answer::Answerer,
    wake::{PollOnWake, Signal},
};
use apalis::prelude::{BackendExt, BoxDynError, Monitor, WorkerBuilder, WorkerBuilderExt};
use shared::{
    bell::{self, RedisConn, Ringing},
    jobs::Queue,
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio_util::sync::CancellationToken;

/// Takes rings of one queue.
#[derive(Debug)]
pub(super) struct Listener {
    pub queue: Queue,
    pub conn: RedisConn,
    pub prefix: String,
    pub name: String,
    pub answerer: Answerer,
    pub signal: Arc<Signal>,
}

impl Listener {
    /// Until `stop`. An apalis worker ends for good when Redis forgets it (restart, FLUSHALL) or does not answer; then a new one,
    /// with a name that Redis has not seen, takes its place after a pause.
    pub(super) async fn run(self, stop: CancellationToken) {
        for boot in 0_u64.. {
            // apalis's monitor waits for its signal even when its only worker has died: the death is the signal then.
            let over = stop.child_token();
            let ended = self.monitor(boot, over.clone()).run_with_signal(cancelled(over)).await;
            if stop.is_cancelled() {
                return;
            }
            metrics::counter!("listener_restarts_total", "queue" => self.queue.name()).increment(1);
            if let Err(error) = ended {
                tracing::debug!(queue = %self.queue, %error, "apalis's worker ended; starting another");
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(500)) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    fn monitor(&self, boot: u64, died: CancellationToken) -> Monitor {
        let name = format!("{}-{}-{boot}", self.name, self.queue);
        let storage = bell::storage(self.conn.clone(), &self.prefix, self.queue);
        // The factory runs once: restarts are ours, because apalis's keep the name that Redis still knows.
        let strategy = Mutex::new(Some(PollOnWake::new(self.signal.clone())));
        let (answerer, queue) = (self.answerer.clone(), self.queue);
        let no_restart = move |_: &_, _: &_| {
            died.cancel();
            false
        };
        Monitor::new().should_restart(no_restart).register(move |_| {
            let strategy = strategy
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .unwrap_or_else(|| PollOnWake::new(Arc::default()));
            let answerer = answerer.clone();
            WorkerBuilder::new(name.clone())
                .backend(storage.clone().poll_with_strategy(strategy))
                // One ring at a time, and none while the worker is full: the others are for those who have room.
                .concurrency(1)
                .build(move |_ring: Ringing| {
                    let answerer = answerer.clone();
                    async move {
                        answerer.has_room(queue).await;
                        answerer.ring(queue);
                        // Always Ok to apalis: retries live in the ledger.
                        Ok::<(), BoxDynError>(())
                    }
                })
        })
    }
}

async fn cancelled(token: CancellationToken) -> std::io::Result<()> {
    token.cancelled().await;
    Ok(())
}
