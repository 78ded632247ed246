//! When Redis is away, workers read the ledger themselves: slower to notice new work, but nothing waits for Redis.

use super::answer::Answerer;
use shared::{
    jobs::Queue,
    redis_conn::{self, RedisConn},
};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Between looks while Redis answers.
const WATCH: Duration = Duration::from_secs(1);
/// Between looks into the ledger while it does not.
const LOOK: Duration = Duration::from_millis(250);

/// Until `stop`.
pub(super) async fn run(answerer: Answerer, mut conn: RedisConn, queues: Vec<Queue>, stop: CancellationToken) {
    let mut away = false;
    loop {
        tokio::select! {
            () = tokio::time::sleep(if away { LOOK } else { WATCH }) => {}
            () = stop.cancelled() => return,
        }
        let answers = redis_conn::answers(&mut conn).await;
        if answers == away {
            away = !answers;
            tracing::warn!(
                redis_away = away,
                "reading the ledger {}",
                if away { "without the bell" } else { "by the bell again" }
            );
        }
        metrics::gauge!("redis_up").set(if away { 0.0 } else { 1.0 });
        if away {
            for queue in &queues {
                answerer.ring(*queue);
            }
        }
    }
}
