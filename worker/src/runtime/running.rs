//! What this worker runs right now: the list that the heartbeat renews and the shutdown hands back.

use shared::{
    jobs::{Queue, lease::Lease},
    kernel::ExecutionId,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Why a run was told to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// A person cancelled it.
    Cancelled,
    /// The lease is lost: somebody else has it.
    LeaseLost,
    /// The worker stops and the grace period is over.
    Shutdown,
}

#[derive(Debug)]
struct Run {
    lease: Lease,
    queue: Queue,
    stop: CancellationToken,
    reason: Option<StopReason>,
}

#[derive(Debug, Default)]
struct Inner {
    runs: HashMap<ExecutionId, Run>,
    /// Claims under way: what they bring is not on the list yet.
    claims: usize,
    closed: bool,
}

/// Shared by everything in the runtime.
#[derive(Debug, Clone, Default)]
pub struct Running {
    inner: Arc<Mutex<Inner>>,
    emptied: Arc<Notify>,
}

/// A claim under way. Held until what it brought is on the list, so that a stopping worker never ends between the two.
#[derive(Debug)]
pub(super) struct Claiming(Running);

impl Drop for Claiming {
    fn drop(&mut self) {
        self.0.lock().claims -= 1;
        self.0.emptied.notify_waiters();
    }
}

impl Running {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // No code panics while holding it; and a list that outlives a panic is better than a worker that renews nothing.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks to claim; refused once the worker stops.
    pub(super) fn claim(&self) -> Option<Claiming> {
        let mut inner = self.lock();
        if inner.closed {
            return None;
        }
        inner.claims += 1;
        Some(Claiming(self.clone()))
    }

    /// From now on nothing is claimed.
    pub(super) fn close(&self) {
        self.lock().closed = true;
    }

    pub(super) fn begin(&self, queue: Queue, lease: Lease) -> CancellationToken {
        let stop = CancellationToken::new();
        self.lock().runs.insert(
            lease.id,
            Run {
                lease,
                queue,
                stop: stop.clone(),
                reason: None,
            },
        );
        stop
    }

    /// Takes a run off the list.
    pub(super) fn end(&self, lease: Lease) {
        let mut inner = self.lock();
        // A later claim of the same execution may stand in its place.
        if inner.runs.get(&lease.id).is_some_and(|r| r.lease == lease) {
            inner.runs.remove(&lease.id);
        }
        self.emptied.notify_waiters();
    }

    /// Why a run was told to stop, if it was.
    pub(super) fn reason(&self, lease: Lease) -> Option<StopReason> {
        match self.lock().runs.get(&lease.id) {
            Some(run) if run.lease == lease => run.reason,
            _ => Some(StopReason::LeaseLost),
        }
    }

    /// Tells a run to stop; the first reason stands.
    pub(super) fn stop(&self, id: ExecutionId, reason: StopReason) {
        if let Some(run) = self.lock().runs.get_mut(&id) {
            run.reason.get_or_insert(reason);
            run.stop.cancel();
        }
    }

    /// As [`Running::stop`], unless the execution was claimed again since.
    pub(super) fn stop_lease(&self, lease: Lease, reason: StopReason) {
        let same = self.lock().runs.get(&lease.id).is_some_and(|r| r.lease == lease);
        if same {
            self.stop(lease.id, reason);
        }
    }

    pub(super) fn stop_all(&self, reason: StopReason) {
        let ids: Vec<ExecutionId> = self.lock().runs.keys().copied().collect();
        for id in ids {
            self.stop(id, reason);
        }
    }

    pub(super) fn leases(&self) -> Vec<(Queue, Lease)> {
        self.lock().runs.values().map(|r| (r.queue, r.lease)).collect()
    }

    /// Executions that are running now.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().runs.len()
    }

    fn is_idle(&self) -> bool {
        let inner = self.lock();
        inner.runs.is_empty() && inner.claims == 0
    }

    /// Returns once nothing runs and no claim is under way.
    pub async fn idle(&self) {
        loop {
            let emptied = self.emptied.notified();
            tokio::pin!(emptied);
            emptied.as_mut().enable();
            if self.is_idle() {
                return;
            }
            emptied.await;
        }
    }
}
