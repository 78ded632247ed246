//! How often somebody may ask, counted in windows that all processes share.

use super::guard::Guard;
use crate::bell::RedisConn;
use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Counts and says how many milliseconds the window still has; one round trip.
static COUNT: LazyLock<redis::Script> = LazyLock::new(|| {
    redis::Script::new(
        "local n = redis.call('INCR', KEYS[1])
        if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return {n, redis.call('PTTL', KEYS[1])}",
    )
});

/// Windows remembered by this process at most, when Redis is away.
const REMEMBERED: usize = 50_000;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// It may go on.
    pub allowed: bool,
    /// Requests of a window.
    pub limit: u32,
    /// What is left of it.
    pub remaining: u32,
    /// Until the next window.
    pub reset: Duration,
}

/// Counts requests. Cheap to clone.
#[derive(Clone)]
pub struct Limiter {
    conn: RedisConn,
    prefix: Arc<str>,
    guard: Guard,
    own: Arc<Mutex<HashMap<String, (Instant, u32)>>>,
}

impl fmt::Debug for Limiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limiter").finish_non_exhaustive()
    }
}

impl Limiter {
    /// Over this connection; `prefix` keeps several installations apart in one Redis.
    #[must_use]
    pub fn new(conn: RedisConn, prefix: &str) -> Self {
        Self {
            conn,
            prefix: prefix.into(),
            guard: Guard::new(),
            own: Arc::default(),
        }
    }

    /// Counts one request of `key`. When Redis is away this process counts alone: nothing is ever let through uncounted.
    pub async fn take(&self, key: &str, limit: u32, window: Duration) -> Verdict {
        let mut conn = self.conn.clone();
        let mut counted = COUNT.prepare_invoke();
        counted
            .key(format!("{}:limit:{key}", self.prefix))
            .arg(u64::try_from(window.as_millis()).unwrap_or(u64::MAX));
        let asked: Option<(u32, i64)> = self.guard.ask(counted.invoke_async(&mut conn)).await;
        let (count, reset) = match asked {
            Some((count, left)) => (count, Duration::from_millis(left.try_into().unwrap_or(0))),
            None => self.take_alone(key, window),
        };
        Verdict {
            allowed: count <= limit,
            limit,
            remaining: limit.saturating_sub(count),
            reset,
        }
    }

    fn take_alone(&self, key: &str, window: Duration) -> (u32, Duration) {
        let now = Instant::now();
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        if own.len() >= REMEMBERED {
            own.retain(|_, (begun, _)| now.duration_since(*begun) < window);
        }
        let (begun, count) = own.entry(key.to_owned()).or_insert((now, 0));
        if now.duration_since(*begun) >= window {
            (*begun, *count) = (now, 0);
        }
        *count = count.saturating_add(1);
        (*count, window.saturating_sub(now.duration_since(*begun)))
    }
}
