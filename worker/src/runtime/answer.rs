//! A ring is answered: claim what it names, run it, and hold the concurrency until it ends.

use super::run_one::{Begun, Runner};
use shared::{
    jobs::{
        Queue,
        lease::{self, Claimed, Claimer},
    },
    kernel::ExecutionId,
};
use std::{collections::BTreeMap, sync::Arc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Claims and runs, never more at once than a queue's concurrency, whoever asks (the bell or the fallback).
#[derive(Debug, Clone)]
pub(super) struct Answerer {
    runner: Runner,
    claimer: Claimer,
    room: Arc<BTreeMap<Queue, Room>>,
}

/// How many executions of a queue may run at once, and the places that are free.
#[derive(Debug)]
struct Room {
    size: usize,
    free: Arc<Semaphore>,
}

impl Answerer {
    pub(super) fn new(runner: Runner, claimer: Claimer, concurrency: &BTreeMap<Queue, usize>) -> Self {
        let room = |size: usize| Room {
            size,
            free: Arc::new(Semaphore::new(size)),
        };
        let room = concurrency.iter().map(|(queue, size)| (*queue, room(*size))).collect();
        Self {
            runner,
            claimer,
            room: Arc::new(room),
        }
    }

    /// Claims those of `ids` that can be claimed, runs them, returns when the last has ended.
    pub(super) async fn answer(&self, queue: Queue, ids: &[ExecutionId]) {
        let Some(room) = self.room.get(&queue) else { return };
        // More at once than there are places would wait for ever.
        for batch in ids.chunks(queue.batch().min(room.size)) {
            // Claimed only when there is room: a leased row that waits would look alive and do nothing.
            let wanted = u32::try_from(batch.len()).unwrap_or(1);
            let Ok(places) = room.free.clone().acquire_many_owned(wanted).await else {
                return;
            };
            // Spawned: apalis drops this future when its worker restarts, and what was claimed must not be dropped with it.
            let _ = tokio::spawn(self.clone().claim_and_run(queue, batch.to_vec(), places)).await;
        }
    }

    async fn claim_and_run(self, queue: Queue, ids: Vec<ExecutionId>, mut places: OwnedSemaphorePermit) {
        let Some(claiming) = self.runner.running.claim() else {
            return;
        };
        let claimed = match lease::claim(&self.runner.db, &self.claimer, &ids).await {
            Ok(claimed) => claimed,
            Err(error) => return tracing::warn!(%error, "could not claim; the relay will ring again"),
        };
        let start =
            |one: Claimed| tokio::spawn(run(self.runner.clone(), self.runner.begin(queue, one), places.split(1)));
        let runs: Vec<_> = claimed.into_iter().map(start).collect();
        drop((claiming, places));
        for run in runs {
            let _ = run.await;
        }
    }

    /// Claims from the ledger as much as there is room for; returns how much that was.
    pub(super) async fn answer_from_ledger(&self, queue: Queue) -> usize {
        let Some(room) = self.room.get(&queue) else { return 0 };
        let mut count = 0;
        while let Ok(place) = room.free.clone().try_acquire_owned() {
            let Some(_claiming) = self.runner.running.claim() else {
                break;
            };
            let claimed = lease::claim_next(&self.runner.db, &self.claimer, queue, 1).await;
            let Some(one) = claimed.ok().and_then(|c| c.into_iter().next()) else {
                break;
            };
            tokio::spawn(run(self.runner.clone(), self.runner.begin(queue, one), Some(place)));
            count += 1;
        }
        count
    }
}

async fn run(runner: Runner, begun: Begun, place: Option<OwnedSemaphorePermit>) {
    runner.run(begun).await;
    drop(place);
}
