//! How rings travel from whoever enqueued to the workers: one trait, and a file for each way. docs/decisions/0014 says when to choose
//! which.
//!
//! A transport may lose a ring, double it or bring it late: it only says that there is work, and the relay rings again for what nobody has
//! claimed. What it may not do is grow: at most [`WINDOW`] rings wait in a queue, whatever the backlog.

mod apalis_redis;
mod list;

use crate::{
    config::{BellTransport, Secret},
    kernel::{ExecutionId, Queue},
    redis_conn::RedisConn,
};
use async_trait::async_trait;
use std::{fmt, sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

/// Rings that wait in Redis per queue at most, whatever the backlog.
pub const WINDOW: usize = 512;
/// Ids that one answer of a worker serves at most: what one claim takes.
const TOGETHER: usize = 64;
/// Between tries of a listener while Redis is away.
const AGAIN: Duration = Duration::from_millis(500);

/// Why Redis did not take a ring, or did not say how many wait.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// Redis was away, or refused.
    #[error(transparent)]
    Redis(#[from] redis::RedisError),
    /// apalis-redis did.
    #[error(transparent)]
    ApalisRedis(#[from] ::apalis_redis::Error),
}

/// A way for rings to travel.
#[async_trait]
pub trait Transport: fmt::Debug + Send + Sync {
    /// Its name, as `BELL` has it.
    fn name(&self) -> &'static str;

    /// Rings for as many of `ids` as the window holds; what is over is dropped.
    ///
    /// # Errors
    /// Redis failed; some of the ids may have been rung.
    async fn push(&self, queue: Queue, ids: &[ExecutionId]) -> Result<(), TransportError>;

    /// Rings that wait in Redis, up to [`WINDOW`].
    ///
    /// # Errors
    /// Redis failed.
    async fn depth(&self, queue: Queue) -> Result<usize, TransportError>;

    /// Takes a queue's rings in at the door until `stop`, through every absence of Redis. `worker` is a name that no other process has.
    async fn listen(&self, queue: Queue, worker: &str, door: Arc<dyn Door>, stop: CancellationToken);
}

/// Where a worker takes its rings in.
#[async_trait]
pub trait Door: Send + Sync {
    /// Waits until the worker has room for work of this queue. Until then no ring is taken: they are for those who have room.
    async fn has_room(&self, queue: Queue);

    /// It rang: there may be work. Returns at once.
    fn rung(&self, queue: Queue);
}

/// The transport that the configuration names. `url` is for connections of its own, beside the shared `conn`; `prefix` keeps several
/// installations apart in one Redis.
///
/// # Errors
/// The URL is not a Redis URL.
pub fn open(
    kind: BellTransport,
    url: &Secret,
    conn: RedisConn,
    prefix: &str,
) -> redis::RedisResult<Arc<dyn Transport>> {
    let client = redis::Client::open(url.expose())?;
    Ok(match kind {
        BellTransport::List => Arc::new(list::List::new(client, conn, prefix)),
        BellTransport::ApalisRedis => Arc::new(apalis_redis::ApalisRedis::new(client, conn, prefix)),
    })
}

/// `stop`, as apalis's monitor wants it.
async fn cancelled(stop: CancellationToken) -> std::io::Result<()> {
    stop.cancelled().await;
    Ok(())
}
