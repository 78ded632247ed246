//! Waking apalis-redis's poller at the moment of a push, which it does not do itself: every push is followed by a publish, and the
//! publish starts a short burst of polls. A single poll is not enough: one that was under way when the push came has already
//! looked, and ends empty.

use super::{
    Settings,
    running::{Running, StopReason},
};
use apalis_core::backend::ext::poll_strategy::{PollSnapshot, PollStrategy};
use futures::task::AtomicWaker;
use shared::{
    bell::{self, Listening, channel_of_cancels, channel_of_wakes},
    jobs::Queue,
};
use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::time::{Instant, Sleep};
use tokio_util::sync::CancellationToken;

/// After a wake-up: polls this long after one another.
const BURST: [Duration; 3] = [
    Duration::from_millis(2),
    Duration::from_millis(8),
    Duration::from_millis(40),
];
/// Without one: a look now and then, for a publish that was missed.
const IDLE: Duration = Duration::from_millis(250);

/// Raised by a publish, seen by one queue's poller.
#[derive(Debug, Default)]
pub(super) struct Signal {
    raised: AtomicBool,
    waker: AtomicWaker,
}

impl Signal {
    fn raise(&self) {
        self.raised.store(true, Ordering::Release);
        self.waker.wake();
    }
}

/// The subscription that feeds every queue's signal, and stops what a person cancelled.
#[derive(Debug)]
pub(super) struct Wakes {
    signals: BTreeMap<Queue, Arc<Signal>>,
    listening: Listening,
}

impl Wakes {
    pub(super) fn start(settings: &Settings, running: Running) -> redis::RedisResult<Self> {
        let signals: BTreeMap<Queue, Arc<Signal>> = settings
            .concurrency
            .keys()
            .map(|q| (*q, Arc::new(Signal::default())))
            .collect();
        let by_channel: BTreeMap<String, Arc<Signal>> = signals
            .iter()
            .map(|(q, s)| (channel_of_wakes(&settings.redis_prefix, *q), s.clone()))
            .collect();
        let cancels = channel_of_cancels(&settings.redis_prefix);
        let channels = by_channel.keys().cloned().chain([cancels.clone()]).collect();
        let listening = bell::listen(settings.redis_url.expose(), channels, move |channel, payload| {
            if channel == cancels {
                for id in bell::ids(payload) {
                    running.stop(id, StopReason::Cancelled);
                }
            } else if let Some(signal) = by_channel.get(channel) {
                signal.raise();
            } else {
                by_channel.values().for_each(|s| s.raise());
            }
        })?;
        Ok(Self { signals, listening })
    }

    pub(super) fn signal(&self, queue: Queue) -> Arc<Signal> {
        self.signals.get(&queue).cloned().unwrap_or_default()
    }

    /// Keeps the subscription until the worker stops.
    pub(super) async fn hold(self, stop: CancellationToken) {
        stop.cancelled().await;
        drop(self.listening);
    }
}

/// When apalis's poller looks into Redis.
pub(super) struct PollOnWake {
    signal: Arc<Signal>,
    step: usize,
    next: Pin<Box<Sleep>>,
}

impl PollOnWake {
    pub(super) fn new(signal: Arc<Signal>) -> Self {
        Self {
            signal,
            step: BURST.len(),
            next: Box::pin(tokio::time::sleep(IDLE)),
        }
    }
}

impl PollStrategy for PollOnWake {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        // Registered before the look, or a publish between the two would wake nobody.
        self.signal.waker.register(cx.waker());
        if self.signal.raised.swap(false, Ordering::AcqRel) {
            self.step = 0;
            self.next.as_mut().reset(Instant::now() + BURST[0]);
        }
        // The backend polls after this returns, whatever it returns; what matters is that the timer holds the waker.
        while self.next.as_mut().poll(cx).is_ready() {
            self.step += 1;
            let wait = BURST.get(self.step).copied().unwrap_or(IDLE);
            self.next.as_mut().reset(Instant::now() + wait);
        }
        Poll::Pending
    }
}
