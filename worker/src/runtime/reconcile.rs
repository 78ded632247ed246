//! Takes the work of dead workers: leases that ran out go back to the queue, or are parked as poison.

use shared::{config::LeaseConfig, db::Db, jobs::lease};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Between looks: with a lease of 10 s, dead workers' work starts elsewhere within 12 s.
const TICK: Duration = Duration::from_secs(1);

/// Once the ledger is back every live worker has renewed within this: a renewal that fails is tried again after half a second, and one that
/// is waiting for a connection asks for it once a second.
const RENEWED: Duration = Duration::from_secs(2);

/// Until `stop`. Every worker runs one; they share the rows by SKIP LOCKED.
pub(super) async fn run(db: Db, timing: LeaseConfig, poison_cap: i16, stop: CancellationToken) {
    let mut last_look = Instant::now();
    let mut patience = Duration::ZERO;
    loop {
        tokio::select! {
            () = tokio::time::sleep(TICK) => {}
            () = stop.cancelled() => return,
        }
        // If the database was away, or this process was frozen, live workers could not renew either: give them the time to.
        if last_look.elapsed() > TICK * 3 {
            tracing::info!("the ledger was out of sight; waiting a heartbeat before taking anybody's work");
            patience = timing.heartbeat.max(RENEWED);
        }
        if !patience.is_zero() {
            patience = patience.saturating_sub(TICK);
            if ping(&db).await {
                last_look = Instant::now();
            }
            continue;
        }
        match lease::reap(&db, poison_cap, 500).await {
            Ok(reaped) => {
                last_look = Instant::now();
                for one in reaped {
                    metrics::counter!("executions_reaped_total", "kind" => one.kind.clone(), "now" => format!("{:?}", one.now)).increment(1);
                    tracing::warn!(id = %one.id, kind = one.kind, worker = one.worker, now = ?one.now, "its worker is gone");
                }
            }
            Err(error) => tracing::warn!(%error, "could not look for dead workers"),
        }
    }
}

async fn ping(db: &Db) -> bool {
    db.begin().await.is_ok()
}
