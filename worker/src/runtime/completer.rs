//! Completes executions that have no effects of their own: whatever ended while the last commit was under way goes into the next
//! one, so a burst costs few commits and a single one does not wait.

use shared::{
    db::{Db, gather},
    jobs::{
        Status,
        lease::{self, Finish, Lease},
    },
};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// Completions in one commit: enough to make it cheap, few enough that a row is found quickly among those that go with it.
const LARGEST: usize = 64;

type Ended = (Lease, Finish, oneshot::Sender<Option<Status>>);

/// A handle to the completing task.
#[derive(Debug, Clone)]
pub(super) struct Completer(mpsc::Sender<Ended>);

impl Completer {
    pub(super) fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(1024);
        tokio::spawn(run(db, receiver));
        Self(sender)
    }

    /// Returns how it ended when that is committed (a cancel may have come first), or none when it was found to be somebody else's.
    pub(super) async fn finish(&self, lease: Lease, finish: Finish) -> Option<Status> {
        let (done, committed) = oneshot::channel();
        self.0.send((lease, finish, done)).await.ok()?;
        // The task ends only with the process; then the lease runs out.
        committed.await.ok().flatten()
    }
}

async fn run(db: Db, mut receiver: mpsc::Receiver<Ended>) {
    let mut gathered = Vec::with_capacity(LARGEST);
    while gather(&mut receiver, &mut gathered, LARGEST).await > 0 {
        let (outcomes, waiting): (Vec<_>, Vec<_>) = gathered.drain(..).map(|(l, f, d)| ((l, f), d)).unzip();
        // Postgres may be restarting: the work is done, so its completion is tried for as long as it takes. Should the leases run
        // out meanwhile, the fencing token refuses it.
        let ended = loop {
            match lease::finish_all(&db, &outcomes).await {
                Ok(ended) => break ended,
                Err(error) => {
                    tracing::warn!(%error, count = outcomes.len(), "completions could not be written; trying again");
                    tokio::time::sleep(Duration::from_millis(250)).await;
                }
            }
        };
        for ((lease, _), done) in outcomes.iter().zip(waiting) {
            let _ = done.send(ended.get(&lease.id).copied());
        }
    }
}
