//! Redis asked with little patience: a request never waits for a cache that is away.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// A command that takes longer counts as failed.
const PATIENCE: Duration = Duration::from_millis(250);
/// After a failure nobody asks for so long.
const PAUSE_MS: u64 = 1_000;

/// Shared by everyone who asks the same Redis.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    begun: Instant,
    /// Milliseconds after `begun` until which nobody asks.
    closed_until: Arc<AtomicU64>,
}

impl Guard {
    pub(super) fn new() -> Self {
        Self {
            begun: Instant::now(),
            closed_until: Arc::new(AtomicU64::new(0)),
        }
    }

    fn elapsed(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The command's answer, or none when Redis is away.
    pub(super) async fn ask<T, E>(&self, command: impl Future<Output = Result<T, E>>) -> Option<T> {
        if self.elapsed() < self.closed_until.load(Ordering::Relaxed) {
            return None;
        }
        if let Ok(Ok(answer)) = tokio::time::timeout(PATIENCE, command).await {
            return Some(answer);
        }
        self.closed_until.store(self.elapsed() + PAUSE_MS, Ordering::Relaxed);
        metrics::counter!("cache_unavailable_total").increment(1);
        None
    }
}
