//! What others are told once it is committed. The ledger is right without it, so telling never blocks and never fails; who carries the
//! news out, and how, is not the database's business ([`crate::bell`] does it through Redis).

use crate::kernel::{ExecutionId, Ring};
use std::fmt;

/// One piece of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// There may be work.
    Ring(Ring),
    /// An execution changed: for the streams that follow it.
    Changed(ExecutionId),
    /// A person wants it stopped; its holder would see it at its next heartbeat anyway.
    CancelRequested(ExecutionId),
}

/// Carries news out.
pub trait Herald: fmt::Debug + Send + Sync {
    /// Takes one piece; what cannot be carried is dropped.
    fn tell(&self, news: News);
}

impl dyn Herald + '_ {
    /// Rings for one execution.
    pub fn ring(&self, ring: Ring) {
        self.tell(News::Ring(ring));
    }

    /// Tells streams that these executions changed.
    pub fn changed(&self, ids: impl IntoIterator<Item = ExecutionId>) {
        for id in ids {
            self.tell(News::Changed(id));
        }
    }

    /// Tells the holder that a person wants the execution stopped.
    pub fn cancel_requested(&self, id: ExecutionId) {
        self.tell(News::CancelRequested(id));
    }
}

/// Tells nobody: command lines, and tests of the ledger alone.
#[derive(Debug, Clone, Copy)]
pub struct Silence;

impl Herald for Silence {
    fn tell(&self, _: News) {}
}
