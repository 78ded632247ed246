//! The Redis side of a queue: wakes workers, and tells streams that something changed.
//!
//! A bell may be rung twice, late or not at all: the ledger is right without it ([`crate::jobs`]). So ringing never blocks and
//! never fails; what could not be rung is found by the relay in the ledger.
//!
//! What travels is ids, through a list per queue, and no more of them than [`WINDOW`]: a longer list only makes Redis bigger, since
//! workers that are busy look into the ledger by themselves and the relay rings for what is left.

mod conn;
mod listener;
mod ringer;
mod transport;

pub use conn::{RedisConn, answers, connect};
pub use listener::{Changes, Listening, ids, listen};
pub use transport::{Rings, WINDOW, channel_of_cancels, channel_of_changes, depth, push};

use crate::{jobs::Queue, kernel::ExecutionId};
use ringer::Message;
use tokio::sync::mpsc;

/// One id to be rung in its queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ring {
    /// Where it waits.
    pub queue: Queue,
    /// Which execution.
    pub id: ExecutionId,
}

/// A handle to the ringer task; cheap to clone.
#[derive(Debug, Clone)]
pub struct Bell {
    sender: Option<mpsc::Sender<Message>>,
}

impl Bell {
    /// Starts the task that rings over this connection; `prefix` keeps several installations apart in one Redis.
    #[must_use]
    pub fn start(conn: RedisConn, prefix: &str) -> Self {
        let (sender, receiver) = mpsc::channel(16_384);
        tokio::spawn(ringer::run(conn, prefix.to_owned(), receiver));
        Self { sender: Some(sender) }
    }

    /// A bell that nobody hears: command lines, and tests of the ledger alone.
    #[must_use]
    pub fn silent() -> Self {
        Self { sender: None }
    }

    /// Rings for one execution.
    pub fn ring(&self, ring: Ring) {
        self.send(Message::Ring(ring));
    }

    /// Tells streams that these executions changed.
    pub fn changed(&self, ids: impl IntoIterator<Item = ExecutionId>) {
        for id in ids {
            self.send(Message::Changed(id));
        }
    }

    /// Tells the holder that a person wants the execution stopped; it would see it at its next heartbeat anyway.
    pub fn cancel_requested(&self, id: ExecutionId) {
        self.send(Message::Cancel(id));
    }

    fn send(&self, message: Message) {
        if let Some(sender) = &self.sender {
            // A full channel means that Redis is slow or away: the relay and the streams' own polling make up for it.
            if sender.try_send(message).is_err() {
                metrics::counter!("bell_dropped_total").increment(1);
            }
        }
    }
}
