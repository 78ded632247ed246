//! Work without an input: each reconciles some state on its own clock, on every worker, harmlessly at once.

mod drop_old_drafts;
mod drop_old_keys;
mod drop_old_log_in_failures;
mod end_partnerships;
mod fire_schedules;
mod make_partitions;
mod measure_queues;
mod remove_loose_files;
mod wake_parents;

use shared::{db::Db, jobs::schedules::usecases::Planned, ports::FileStore};
use std::{sync::Arc, time::Duration};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Starts all of them; they end with `stop`.
pub fn start(db: &Db, files: &Arc<dyn FileStore>, planned: Vec<Planned>, stop: &CancellationToken) -> JoinSet<()> {
    let mut tasks = JoinSet::new();
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(3600), stop.clone(), move || {
        make_partitions::run(pool.clone())
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(3600), stop.clone(), move || {
        drop_old_drafts::run(pool.clone())
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(600), stop.clone(), move || {
        drop_old_keys::run(pool.clone())
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(600), stop.clone(), move || {
        drop_old_log_in_failures::run(pool.clone())
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(600), stop.clone(), move || {
        end_partnerships::run(pool.clone())
    }));
    let (pool, files) = (db.clone(), Arc::clone(files));
    tasks.spawn(every(Duration::from_secs(30), stop.clone(), move || {
        remove_loose_files::run(pool.clone(), Arc::clone(&files))
    }));
    let (pool, planned, registered) = (db.clone(), Arc::new(planned), Arc::default());
    tasks.spawn(every(Duration::from_secs(1), stop.clone(), move || {
        fire_schedules::run(pool.clone(), Arc::clone(&planned), Arc::clone(&registered))
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(1), stop.clone(), move || {
        wake_parents::run(pool.clone())
    }));
    let pool = db.clone();
    tasks.spawn(every(Duration::from_secs(10), stop.clone(), move || {
        measure_queues::run(pool.clone())
    }));
    tasks
}

async fn every<F>(period: Duration, stop: CancellationToken, mut sweep: impl FnMut() -> F)
where
    F: Future<Output = anyhow::Result<()>>,
{
    let mut tick = tokio::time::interval(period);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = sweep().await {
            tracing::debug!(%error, "a sweep failed; it runs again");
        }
    }
}
