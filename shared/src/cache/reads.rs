//! Answers kept for a short time.

use super::{Space, guard::Guard};
use crate::redis_conn::RedisConn;
use std::{fmt, sync::Arc};

/// The cache, or none. Cheap to clone.
#[derive(Clone)]
pub struct Cache(Option<Arc<Inner>>);

struct Inner {
    conn: RedisConn,
    prefix: String,
    guard: Guard,
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache").field("on", &self.0.is_some()).finish()
    }
}

/// Where an answer that was missed is to be kept.
#[derive(Debug)]
pub struct Ticket {
    key: String,
    generation: u64,
    seconds: u64,
}

/// What a look found.
#[derive(Debug)]
pub enum Look {
    /// The answer.
    Hit(Vec<u8>),
    /// Nothing that is still good; keep the answer with the ticket.
    Miss(Ticket),
    /// There is no cache now.
    Off,
}

impl Cache {
    /// Over this connection; `prefix` keeps several installations apart in one Redis.
    #[must_use]
    pub fn new(conn: RedisConn, prefix: &str) -> Self {
        Self(Some(Arc::new(Inner {
            conn,
            prefix: prefix.to_owned(),
            guard: Guard::new(),
        })))
    }

    /// None: every look is [`Look::Off`].
    #[must_use]
    pub fn none() -> Self {
        Self(None)
    }

    /// Looks for an answer. The key names who sees it and what was asked.
    pub async fn look(&self, space: Space, key: &str) -> Look {
        let Some(inner) = &self.0 else { return Look::Off };
        let (mut conn, key) = (inner.conn.clone(), inner.key(space, key));
        let mut both = redis::cmd("MGET");
        both.arg(inner.generation(space)).arg(&key);
        let asked = inner.guard.ask(both.query_async(&mut conn)).await;
        let Some((generation, kept)): Option<(Option<u64>, Option<Vec<u8>>)> = asked else {
            return Look::Off;
        };
        let generation = generation.unwrap_or(0);
        // The first eight bytes are the generation under which it was kept.
        match kept.as_deref().and_then(<[u8]>::split_first_chunk::<8>) {
            Some((under, answer)) if u64::from_be_bytes(*under) == generation => Look::Hit(answer.to_vec()),
            _ => Look::Miss(Ticket {
                key,
                generation,
                seconds: space.seconds(),
            }),
        }
    }

    /// Keeps an answer; its data was read after the look that gave the ticket.
    pub async fn keep(&self, ticket: Ticket, answer: &[u8]) {
        let Some(inner) = &self.0 else { return };
        let mut conn = inner.conn.clone();
        let value = [&ticket.generation.to_be_bytes(), answer].concat();
        let mut set = redis::cmd("SET");
        set.arg(&ticket.key).arg(value).arg("EX").arg(ticket.seconds);
        inner.guard.ask(set.query_async::<()>(&mut conn)).await;
    }

    /// Makes everything kept of these spaces a miss.
    pub async fn forget(&self, spaces: &[Space]) {
        let Some(inner) = &self.0 else { return };
        let mut conn = inner.conn.clone();
        let mut raise = redis::pipe();
        for space in spaces {
            raise.cmd("INCR").arg(inner.generation(*space)).ignore();
        }
        inner.guard.ask(raise.query_async::<()>(&mut conn)).await;
    }
}

impl Inner {
    fn generation(&self, space: Space) -> String {
        format!("{}:cache:{}", self.prefix, space.name())
    }

    fn key(&self, space: Space, key: &str) -> String {
        format!("{}:cache:{}:{key}", self.prefix, space.name())
    }
}
