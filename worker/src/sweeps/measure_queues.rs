//! Gauges of the queues, the same from every worker: take the maximum over them.

use shared::{db::Db, jobs::queries::overview};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    for queue in overview::queues(db.pool()).await? {
        let name = queue.name.name();
        metrics::gauge!("executions_queued", "queue" => name).set(queue.depth as f64);
        metrics::gauge!("executions_delayed", "queue" => name).set(queue.delayed as f64);
        metrics::gauge!("executions_running", "queue" => name).set(queue.running as f64);
        metrics::gauge!("executions_unknown", "queue" => name).set(queue.unknown as f64);
        metrics::gauge!("executions_oldest_age_seconds", "queue" => name).set(queue.oldest_age_seconds.unwrap_or(0.0));
        metrics::gauge!("queue_paused", "queue" => name).set(f64::from(u8::from(queue.paused)));
    }
    Ok(())
}
