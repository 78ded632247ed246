//! The task that rings: takes whatever has gathered since its last trip to Redis in one go, so that a burst costs few trips and a
//! single ring leaves at once.

use super::{
    Ring,
    conn::RedisConn,
    transport::{channel_of_cancels, channel_of_changes, push},
};
use crate::{jobs::Queue, kernel::ExecutionId};
use std::collections::{BTreeMap, HashSet};
use tokio::sync::mpsc;

#[derive(Debug)]
pub(super) enum Message {
    Ring(Ring),
    Changed(ExecutionId),
    Cancel(ExecutionId),
}

pub(super) async fn run(mut conn: RedisConn, prefix: String, mut receiver: mpsc::Receiver<Message>) {
    let mut gathered = Vec::with_capacity(1024);
    while receiver.recv_many(&mut gathered, 1024).await > 0 {
        let mut rings: BTreeMap<Queue, Vec<ExecutionId>> = BTreeMap::new();
        let (mut changed, mut cancels) = (HashSet::new(), HashSet::new());
        for message in gathered.drain(..) {
            match message {
                Message::Ring(ring) => rings.entry(ring.queue).or_default().push(ring.id),
                Message::Changed(id) => drop(changed.insert(id)),
                Message::Cancel(id) => drop(cancels.insert(id)),
            }
        }
        for (queue, ids) in rings {
            if let Err(error) = push(&mut conn, &prefix, queue, &ids).await {
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
