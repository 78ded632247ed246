//! Renews leases on a thread, a runtime and a connection of its own: CPU-bound work on the other threads, or a full pool, must
//! never look like death.

use super::{
    Settings,
    running::{Running, StopReason},
};
use shared::{
    db::{Db, Silence},
    jobs::lease::{self, Lease, Presence},
    kernel::Clock,
};
use std::{collections::HashSet, thread::JoinHandle, time::Duration};
use tokio_util::sync::CancellationToken;

/// The thread; stopped in order by [`Heartbeat::stop`].
#[derive(Debug)]
pub(super) struct Heartbeat {
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

impl Heartbeat {
    pub(super) fn start(settings: &Settings, presence: Presence, running: Running) -> anyhow::Result<Self> {
        let stop = CancellationToken::new();
        let (url, timing, stopped) = (settings.database_url.clone(), settings.lease, stop.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::Builder::new()
            .name("heartbeat".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    match Db::open(url.expose(), 1, Silence, Clock::System) {
                        Ok(db) => beat(&db, &presence, &running, timing.lease, timing.heartbeat, &stopped).await,
                        Err(error) => tracing::error!(%error, "no heartbeat"),
                    }
                });
            })?;
        Ok(Self {
            stop,
            thread: Some(thread),
        })
    }

    pub(super) fn stop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Between tries while the ledger does not answer: it may be back at any moment, and nobody is to take a live worker's leases then.
const AGAIN: Duration = Duration::from_millis(500);

async fn beat(
    db: &Db,
    presence: &Presence,
    running: &Running,
    lease: Duration,
    every: Duration,
    stop: &CancellationToken,
) {
    loop {
        let mut next = every;
        let leases: Vec<Lease> = running.leases().into_iter().map(|(_, l)| l).collect();
        if let Err(error) = lease::announce(db, presence, leases.len()).await {
            tracing::debug!(%error, "could not announce");
            next = every.min(AGAIN);
        }
        if !leases.is_empty() {
            match lease::extend(db, &leases, lease).await {
                Ok(held) => {
                    let still: HashSet<_> = held.iter().map(|h| h.id).collect();
                    for one in &leases {
                        // What ended between the list and the answer is not lost: its run is off the list, and stopping it does nothing.
                        if !still.contains(&one.id) {
                            running.stop_lease(*one, StopReason::LeaseLost);
                        }
                    }
                    for one in held.iter().filter(|h| h.cancel_requested) {
                        running.stop(one.id, StopReason::Cancelled);
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "could not renew leases");
                    next = every.min(AGAIN);
                }
            }
        }
        tokio::select! {
            () = tokio::time::sleep(next) => {}
            () = stop.cancelled() => return,
        }
    }
}
