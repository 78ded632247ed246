//! Redis as a cache of reads and as the rate limiter that all api processes share. Nothing here must last: without Redis every read
//! goes to Postgres, and each process limits by itself.
//!
//! A cached answer belongs to a [`Space`] and carries the space's generation from before its data was read. A write names the spaces
//! that it changes ([`crate::db::Tx::changes`]); the generation is raised after the commit, and everything kept before is a miss. A
//! reader that overlaps the write keeps its answer under the old generation, where nobody finds it.

mod guard;
mod limiter;
mod reads;

pub use limiter::{Limiter, Verdict};
pub use reads::{Cache, Look, Ticket};

/// What is cached, and invalidated, together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// The catalogue of skills.
    Skills,
    /// Companies.
    Companies,
    /// Lists of matches, with the consultants, tenders and companies that they name.
    Matches,
}

impl Space {
    /// In keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Skills => "skills",
            Self::Companies => "companies",
            Self::Matches => "matches",
        }
    }

    /// Seconds that an answer is good at most: how stale one may be when Redis was away at the very moment of a write.
    #[must_use]
    pub fn seconds(self) -> u64 {
        match self {
            Self::Skills | Self::Companies => 60,
            Self::Matches => 10,
        }
    }
}
