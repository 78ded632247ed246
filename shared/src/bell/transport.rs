//! How ids travel: one Redis list per queue, pushed by whoever enqueued and popped by workers that block on it.
//!
//! A list holds [`WINDOW`] rings at most. What a full window drops is no loss: a ring only says that there is work, and workers that are
//! busy look into the ledger by themselves.

use crate::{
    kernel::{ExecutionId, Queue},
    redis_conn::RedisConn,
};
use std::time::Duration;

/// Rings that wait in Redis per queue at most, whatever the backlog.
pub const WINDOW: usize = 512;
/// How long one pop blocks. The connection's patience is longer, so a silent Redis is told from an empty list.
const BLOCK: Duration = Duration::from_secs(5);
/// Rings taken beside the first at most: what one claim answers.
const MORE: usize = 63;

fn list(prefix: &str, queue: Queue) -> String {
    format!("{prefix}:rings:{queue}")
}

/// Ids of executions that changed, 16 bytes each.
#[must_use]
pub fn channel_of_changes(prefix: &str) -> String {
    format!("{prefix}:changes")
}

/// Ids of executions to be stopped, 16 bytes each.
#[must_use]
pub fn channel_of_cancels(prefix: &str) -> String {
    format!("{prefix}:cancels")
}

/// Rings that wait in Redis.
///
/// # Errors
/// Redis failed.
pub async fn depth(conn: &mut RedisConn, prefix: &str, queue: Queue) -> redis::RedisResult<usize> {
    redis::cmd("LLEN").arg(list(prefix, queue)).query_async(conn).await
}

/// Pushes `ids`, as many as the window holds; the oldest rings stay.
///
/// # Errors
/// Redis failed; none of the ids was pushed.
pub async fn push(conn: &mut RedisConn, prefix: &str, queue: Queue, ids: &[ExecutionId]) -> redis::RedisResult<()> {
    let key = list(prefix, queue);
    let mut both = redis::pipe();
    // One transaction: nobody ever sees a longer list.
    both.atomic().cmd("RPUSH").arg(&key);
    for id in &ids[..ids.len().min(WINDOW)] {
        both.arg(id.0.as_bytes());
    }
    both.ignore().cmd("LTRIM").arg(&key).arg(0).arg(WINDOW - 1).ignore();
    both.query_async(conn).await
}

/// Rings of one queue, as a worker takes them: over a connection of its own, because a blocking command holds up all others on it.
#[derive(Debug)]
pub struct Rings {
    client: redis::Client,
    conn: Option<redis::aio::MultiplexedConnection>,
    key: String,
}

impl Rings {
    /// Of this queue; connects when first asked.
    ///
    /// # Errors
    /// The URL is not a Redis URL.
    pub fn open(url: &str, prefix: &str, queue: Queue) -> redis::RedisResult<Self> {
        Ok(Self {
            client: redis::Client::open(url)?,
            conn: None,
            key: list(prefix, queue),
        })
    }

    /// Waits for a ring and takes those that wait behind it; returns how many that was. None of them is kept for later: if this worker
    /// dies now, the relay rings again.
    ///
    /// # Errors
    /// Redis is away; the next call connects again.
    pub async fn next(&mut self) -> redis::RedisResult<usize> {
        loop {
            match self.pop().await {
                Ok(0) => {}
                Ok(taken) => return Ok(taken),
                Err(error) => {
                    self.conn = None;
                    return Err(error);
                }
            }
        }
    }

    async fn pop(&mut self) -> redis::RedisResult<usize> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => {
                let config = redis::AsyncConnectionConfig::new()
                    .set_connection_timeout(Some(BLOCK))
                    .set_response_timeout(Some(BLOCK * 2));
                none.insert(
                    self.client
                        .get_multiplexed_async_connection_with_config(&config)
                        .await?,
                )
            }
        };
        let first: Option<(String, Vec<u8>)> = redis::cmd("BLPOP")
            .arg(&self.key)
            .arg(BLOCK.as_secs())
            .query_async(conn)
            .await?;
        if first.is_none() {
            return Ok(0);
        }
        let more: Vec<Vec<u8>> = redis::cmd("LPOP")
            .arg(&self.key)
            .arg(MORE)
            .query_async::<Option<_>>(conn)
            .await?
            .unwrap_or_default();
        Ok(1 + more.len())
    }
}
