//! A queue's claiming: one task that fills the free places from the ledger whenever there may be work, and runs what it claimed.
//!
//! A ring only says "there may be work"; which execution is next is the ledger's fair order. While claims come back full the queue is
//! *busy*: every place that falls free claims again at once, without waiting for a ring. Under a steady stream, where claims bring
//! several but not all that there is room for, the next one waits a moment for more ([`GATHERING`]). A paused queue takes no rings.

use super::{
    run_one::{Begun, Runner},
    served::Served,
};
use async_trait::async_trait;
use shared::{
    bell::Door,
    jobs::{
        Queue,
        lease::{self, Claimer},
        limits, pause,
    },
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

/// A claim is one statement, and its completions are one commit: enough to make both cheap, few enough to share a burst among workers.
const LARGEST_CLAIM: usize = 64;
/// A claim that brings so many tells of a stream.
const STREAM: usize = 4;
/// In a stream, between the starts of two claims: the fewer statements leave the database to those who post.
const GATHERING: Duration = Duration::from_millis(8);
/// Between looks at whether a paused queue goes on.
const PAUSED: Duration = Duration::from_millis(50);
/// Between looks at which kinds have a limit.
const LIMITS: Duration = Duration::from_secs(2);

/// Claims and runs, never more at once than a queue's concurrency, whoever asks (the bell or the fallback). Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Answerer {
    runner: Runner,
    claimer: Arc<Claimer>,
    /// Kinds with a limit; while they are not known, every kind counts as one.
    capped: Arc<RwLock<Option<Vec<String>>>>,
    lanes: Arc<BTreeMap<Queue, Lane>>,
}

/// One queue of this worker.
#[derive(Debug)]
struct Lane {
    free: Arc<Semaphore>,
    rung: Notify,
    /// The last claim came back full: there is more.
    busy: AtomicBool,
    /// False while the queue is paused, as far as its last claim saw.
    open: watch::Sender<bool>,
}

/// What a claim says of the next.
enum Next {
    /// At once: there is more.
    Now,
    /// At the next ring, but not before this.
    After(Instant),
    /// At the next ring.
    OnRing,
}

impl Answerer {
    pub(super) fn new(runner: Runner, claimer: Claimer, concurrency: &BTreeMap<Queue, usize>) -> Self {
        let lane = |size: usize| Lane {
            free: Arc::new(Semaphore::new(size)),
            rung: Notify::new(),
            busy: AtomicBool::new(false),
            open: watch::Sender::new(true),
        };
        Self {
            runner,
            claimer: Arc::new(claimer),
            capped: Arc::default(),
            lanes: Arc::new(concurrency.iter().map(|(queue, size)| (*queue, lane(*size))).collect()),
        }
    }

    /// There may be work: claims as much as there is room for.
    pub(super) fn ring(&self, queue: Queue) {
        if let Some(lane) = self.lanes.get(&queue) {
            lane.rung.notify_one();
        }
    }

    /// Claims for one queue until `stop`.
    pub(super) async fn claim_for(self, queue: Queue, stop: CancellationToken) {
        let Some(lane) = self.lanes.get(&queue) else { return };
        let mut served = Served::default();
        loop {
            tokio::select! {
                () = lane.rung.notified() => {}
                () = stop.cancelled() => return,
            }
            let mut next = Next::Now;
            while matches!(next, Next::Now) {
                next = self.fill(queue, lane, &mut served).await;
            }
            if let Next::After(instant) = next {
                tokio::select! {
                    () = tokio::time::sleep_until(instant) => {}
                    () = stop.cancelled() => return,
                }
            }
        }
    }

    /// One claim.
    async fn fill(&self, queue: Queue, lane: &Lane, served: &mut Served) -> Next {
        // Claimed only when there is room: a leased row that waits would look alive and do nothing.
        let Ok(mut places) = lane.free.clone().acquire_owned().await else {
            return Next::OnRing;
        };
        let began = Instant::now();
        let more = (LARGEST_CLAIM - 1).min(lane.free.available_permits());
        if let Ok(others) = lane
            .free
            .clone()
            .try_acquire_many_owned(u32::try_from(more).unwrap_or(0))
        {
            places.merge(others);
        }
        let Some(claiming) = self.runner.running.claim() else {
            return Next::OnRing;
        };
        let wanted = places.num_permits();
        let capped = self.capped.read().unwrap_or_else(PoisonError::into_inner).clone();
        let limit = i64::try_from(wanted).unwrap_or(1);
        let claimed = lease::claim(
            &self.runner.db,
            &self.claimer,
            capped.as_deref(),
            queue,
            limit,
            served.order(),
        )
        .await;
        let claimed = match claimed {
            Ok(claimed) => claimed,
            Err(error) => {
                tracing::warn!(%error, "could not claim; the relay will ring again");
                return Next::OnRing;
            }
        };
        let (found, full) = (claimed.len(), claimed.len() == wanted);
        lane.busy.store(full, Ordering::Release);
        served.note(claimed.iter().map(|c| c.company_id));
        for one in claimed {
            let place = places.split(1);
            // The end of one that counts against a limit makes room for the next, which no ring may announce.
            let is_capped = capped.as_ref().is_none_or(|c| c.contains(&one.kind));
            tokio::spawn(self.clone().run(queue, self.runner.begin(queue, one), place, is_capped));
        }
        drop(claiming);
        match found {
            0 => self.wait_while_paused(queue, lane).await,
            _ if full => Next::Now,
            STREAM.. => Next::After(began + GATHERING),
            _ => Next::OnRing,
        }
    }

    /// After a claim that found nothing: if that is because the queue is paused, waits until it goes on, so that what is posted to it
    /// meanwhile costs the workers nothing.
    async fn wait_while_paused(&self, queue: Queue, lane: &Lane) -> Next {
        let mut waited = false;
        while pause::is_paused(&self.runner.db, queue).await.unwrap_or(false) {
            lane.open.send_replace(false);
            waited = true;
            tokio::time::sleep(PAUSED).await;
        }
        lane.open.send_replace(true);
        if waited { Next::Now } else { Next::OnRing }
    }

    async fn run(self, queue: Queue, begun: Begun, place: Option<OwnedSemaphorePermit>, is_capped: bool) {
        self.runner.run(begun).await;
        drop(place);
        if is_capped
            || self
                .lanes
                .get(&queue)
                .is_some_and(|lane| lane.busy.load(Ordering::Acquire))
        {
            self.ring(queue);
        }
    }

    /// Keeps up with which kinds have a limit, until `stop`.
    pub(super) async fn watch_limits(self, stop: CancellationToken) {
        loop {
            match limits::kinds(self.runner.db.pool()).await {
                Ok(kinds) => *self.capped.write().unwrap_or_else(PoisonError::into_inner) = Some(kinds),
                Err(error) => tracing::debug!(%error, "limits were not read; the last ones stand"),
            }
            tokio::select! {
                () = tokio::time::sleep(LIMITS) => {}
                () = stop.cancelled() => return,
            }
        }
    }
}

#[async_trait]
impl Door for Answerer {
    /// Also waits while the queue is paused.
    async fn has_room(&self, queue: Queue) {
        match self.lanes.get(&queue) {
            Some(lane) => {
                // The sender lives as long as the lane.
                drop(lane.open.subscribe().wait_for(|open| *open).await);
                drop(lane.free.acquire().await);
            }
            None => std::future::pending().await,
        }
    }

    fn rung(&self, queue: Queue) {
        self.ring(queue);
    }
}
