//! Answered rings leave Redis, which apalis-redis does not do by itself.

use shared::{
    bell::{self, RedisConn},
    jobs::Queue,
};

pub(super) async fn run(mut conn: RedisConn, prefix: String, queue: Queue) -> anyhow::Result<()> {
    let forgotten = bell::sweep(&mut conn, &prefix, queue).await?;
    metrics::counter!("rings_forgotten_total", "queue" => queue.name()).increment(forgotten as u64);
    Ok(())
}
