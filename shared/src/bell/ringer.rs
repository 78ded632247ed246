//! The task that rings: takes whatever has gathered since its last trip to Redis in one go, so that a burst costs few trips and a
//! single ring leaves at once.

use super::{Transport, channel_of_cancels, channel_of_changes};
use crate::{
    db::News,
    kernel::{ExecutionId, Queue},
    redis_conn::RedisConn,
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};
use tokio::sync::mpsc;

pub(super) async fn run(
    transport: Arc<dyn Transport>,
    mut conn: RedisConn,
    prefix: String,
    mut receiver: mpsc::Receiver<News>,
) {
    let mut gathered = Vec::with_capacity(1024);
    while receiver.recv_many(&mut gathered, 1024).await > 0 {
        let mut rings: BTreeMap<Queue, Vec<ExecutionId>> = BTreeMap::new();
        let (mut changed, mut cancels) = (HashSet::new(), HashSet::new());
        for news in gathered.drain(..) {
            match news {
                News::Ring(ring) => rings.entry(ring.queue).or_default().push(ring.id),
                News::Changed(id) => drop(changed.insert(id)),
                News::CancelRequested(id) => drop(cancels.insert(id)),
            }
        }
        for (queue, ids) in rings {
            if let Err(error) = transport.push(queue, &ids).await {
                failed("ring", &error);
            }
        }
        publish(&mut conn, &channel_of_cancels(&prefix), &cancels).await;
        publish(&mut conn, &channel_of_changes(&prefix), &changed).await;
    }
}

async fn publish(conn: &mut RedisConn, channel: &str, ids: &HashSet<ExecutionId>) {
    if ids.is_empty() {
        return;
    }
    let bytes: Vec<u8> = ids.iter().flat_map(|id| *id.0.as_bytes()).collect();
    let sent: redis::RedisResult<()> = redis::cmd("PUBLISH").arg(channel).arg(bytes).query_async(conn).await;
    if let Err(error) = sent {
        failed("publish", &error);
    }
}

fn failed(what: &'static str, error: &dyn std::error::Error) {
    metrics::counter!("bell_failures_total").increment(1);
    tracing::debug!(what, error = %error, "Redis did not take it; the ledger has it");
}
