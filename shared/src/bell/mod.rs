//! The Redis side of a queue: wakes workers, and tells streams that something changed.
//!
//! A bell may be rung twice, late or not at all: the ledger is right without it. So ringing never blocks and
//! never fails; what could not be rung is found by the relay in the ledger.
//!
//! What travels is ids, and no more of them than [`WINDOW`] in a queue: more would only make Redis bigger, since workers that are busy look
//! into the ledger by themselves and the relay rings for what is left. How they travel is the [`Transport`]'s business.

mod listener;
mod ringer;
mod transport;

pub use listener::{Changes, Listening, ids, listen};
pub use transport::{Door, Transport, TransportError, WINDOW, open};

use crate::{
    db::{Herald, News},
    redis_conn::RedisConn,
};
use std::sync::Arc;
use tokio::sync::mpsc;

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

/// A handle to the ringer task; cheap to clone.
#[derive(Debug, Clone)]
pub struct Bell(mpsc::Sender<News>);

impl Bell {
    /// Starts the task that rings by this transport, and tells of changes over this connection; `prefix` keeps several installations apart
    /// in one Redis.
    #[must_use]
    pub fn start(transport: Arc<dyn Transport>, conn: RedisConn, prefix: &str) -> Self {
        let (sender, receiver) = mpsc::channel(16_384);
        tokio::spawn(ringer::run(transport, conn, prefix.to_owned(), receiver));
        Self(sender)
    }
}

impl Herald for Bell {
    fn tell(&self, news: News) {
        // A full channel means that Redis is slow or away: the relay and the streams' own polling make up for it.
        if self.0.try_send(news).is_err() {
            metrics::counter!("bell_dropped_total").increment(1);
        }
    }
}
