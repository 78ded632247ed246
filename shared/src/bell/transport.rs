//! How ids travel: apalis-redis lists with the settings that its measured behaviour demands, a publish that wakes its pollers at
//! once, and a broom, because apalis-redis never forgets a task by itself.

use super::RedisConn;
use crate::{jobs::Queue, kernel::ExecutionId};
use apalis_redis::{Config, RedisStorage};
use futures::{FutureExt, future::BoxFuture};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Rings that wait in Redis per queue at most. Far below the 8,000 that wedge apalis-redis's fetch script, far above what workers
/// take between two refills.
pub const WINDOW: usize = 512;

/// What one apalis task carries: one id, or a batch of short jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ringing {
    /// Executions to claim.
    pub ids: Vec<ExecutionId>,
}

/// apalis's storage of rings.
pub type Storage = RedisStorage<Ringing, RedisConn>;

fn config(prefix: &str, queue: Queue) -> Config {
    Config::default()
        .queue(format!("{prefix}:{queue}"))
        // A batch buffered behind a slow task starves apalis's heartbeat and is run again elsewhere.
        .batch_size(1)
        .heartbeat_interval(Duration::from_secs(5))
        .missed_heartbeats(6)
        // O(backlog) per task.
        .lock_tasks(false)
        // We publish one wake-up per push instead of an event per task.
        .emit_events(false)
}

/// The storage of a queue.
#[must_use]
pub fn storage(conn: RedisConn, prefix: &str, queue: Queue) -> Storage {
    RedisStorage::new(conn).with_config(config(prefix, queue))
}

/// Published to after every push: wakes the pollers of a queue.
#[must_use]
pub fn channel_of_wakes(prefix: &str, queue: Queue) -> String {
    format!("{prefix}:wake:{queue}")
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

/// Rings that wait in Redis. apalis-redis puts even an immediate task through its scheduled set, so both lists count.
///
/// # Errors
/// Redis failed.
pub async fn depth(conn: &mut RedisConn, prefix: &str, queue: Queue) -> redis::RedisResult<usize> {
    let config = config(prefix, queue);
    let (active, scheduled): (usize, usize) = redis::pipe()
        .llen(config.active_jobs_list())
        .zcard(config.scheduled_jobs_set())
        .query_async(conn)
        .await?;
    Ok(active + scheduled)
}

/// Pushes as many of `ids` as the window has room for and wakes the pollers; returns how many it took.
///
/// # Errors
/// Redis failed; some of the ids may have been pushed.
pub async fn push(
    conn: &mut RedisConn,
    prefix: &str,
    queue: Queue,
    ids: &[ExecutionId],
) -> Result<usize, apalis_core::error::BoxDynError> {
    let room = WINDOW.saturating_sub(depth(conn, prefix, queue).await?);
    let taken = ids.len().min(room.saturating_mul(queue.batch()));
    if taken == 0 {
        return Ok(0);
    }
    let mut tasks = Vec::with_capacity(taken.div_ceil(queue.batch()));
    for chunk in ids[..taken].chunks(queue.batch()) {
        let args = serde_json::to_vec(&Ringing { ids: chunk.to_vec() })?;
        // A fresh task id at every ring: apalis-redis drops a repeated one.
        tasks.push(apalis_core::task::builder::TaskBuilder::new(args).build());
    }
    apalis_redis::queries::push_tasks(conn, &config(prefix, queue), &tasks).await?;
    let () = redis::cmd("PUBLISH")
        .arg(channel_of_wakes(prefix, queue))
        .arg("")
        .query_async(conn)
        .await?;
    Ok(taken)
}

/// Forgets rings that were answered: apalis-redis keeps data, metadata and id of every finished task for ever.
/// Returns how many it forgot.
///
/// # Errors
/// Redis failed; the rest is forgotten next time.
pub fn sweep<'a>(conn: &'a mut RedisConn, prefix: &'a str, queue: Queue) -> BoxFuture<'a, redis::RedisResult<usize>> {
    async move {
        let config = config(prefix, queue);
        let mut forgotten = 0;
        for set in [config.done_jobs_set(), config.dead_jobs_set()] {
            loop {
                let ids: Vec<String> = redis::cmd("SPOP").arg(&set).arg(500).query_async(conn).await?;
                if ids.is_empty() {
                    break;
                }
                let mut pipe = redis::pipe();
                pipe.cmd("HDEL").arg(config.job_data_hash()).arg(&ids).ignore();
                for id in &ids {
                    pipe.cmd("UNLINK")
                        .arg(format!("{}:{id}", config.job_meta_hash()))
                        .ignore();
                }
                let () = pipe.query_async(conn).await?;
                forgotten += ids.len();
            }
        }
        Ok(forgotten)
    }
    .boxed()
}
