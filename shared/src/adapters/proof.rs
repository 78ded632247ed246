//! That a store takes files is proved by one: a look at it does not tell a read-only one. Remembered for a while, so that a question about
//! readiness costs a write only now and then.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// So long a proof holds.
const HOLDS: Duration = Duration::from_secs(15);

/// When a write last worked. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub(super) struct Proof(Arc<Mutex<Option<Instant>>>);

impl Proof {
    /// A write worked a moment ago.
    pub(super) fn holds(&self) -> bool {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.is_some_and(|at| at.elapsed() < HOLDS)
    }

    /// A write worked just now, or did not.
    pub(super) fn note(&self, worked: bool) {
        let now = worked.then(Instant::now);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}
