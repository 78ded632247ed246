//! How often somebody may ask: so often in any stretch of time as long as the window, counted by all processes together.

use super::guard::Guard;
use crate::redis_conn::RedisConn;
use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The instants of what was let through, by Redis' own clock, so that no process' clock matters. Those that left the window are forgotten;
/// one more is noted while there is room. One round trip, and atomic, as every script is.
static TAKE: LazyLock<redis::Script> = LazyLock::new(|| {
    redis::Script::new(
        "local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])
        local oldest = redis.call('LINDEX', KEYS[1], 0)
        while oldest and tonumber(oldest) <= now - window do
            redis.call('LPOP', KEYS[1])
            oldest = redis.call('LINDEX', KEYS[1], 0)
        end
        local taken = redis.call('LLEN', KEYS[1])
        local allowed = 0
        if taken < limit then
            redis.call('RPUSH', KEYS[1], string.format('%d', now))
            redis.call('PEXPIRE', KEYS[1], window)
            taken = taken + 1
            allowed = 1
        end
        return {allowed, taken, (oldest or now) + window - now}",
    )
});

/// Callers remembered by this process at most, when Redis is away.
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
    /// Until one more may be asked than now: the oldest that counts leaves the window.
    pub reset: Duration,
}

/// Counts requests. Cheap to clone.
#[derive(Clone)]
pub struct Limiter {
    conn: RedisConn,
    prefix: Arc<str>,
    guard: Guard,
    own: Arc<Mutex<HashMap<String, VecDeque<Instant>>>>,
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

    /// Counts one request of `key`; one that is refused does not count. When Redis is away this process counts alone: nothing is ever let
    /// through uncounted.
    pub async fn take(&self, key: &str, limit: u32, window: Duration) -> Verdict {
        let mut conn = self.conn.clone();
        let mut take = TAKE.prepare_invoke();
        take.key(format!("{}:taken:{key}", self.prefix))
            .arg(limit)
            .arg(u64::try_from(window.as_millis()).unwrap_or(u64::MAX));
        let asked: Option<(bool, u32, u64)> = self.guard.ask(take.invoke_async(&mut conn)).await;
        let (allowed, taken, reset) = match asked {
            Some((allowed, taken, reset)) => (allowed, taken, Duration::from_millis(reset)),
            None => self.take_alone(key, limit, window, Instant::now()),
        };
        Verdict {
            allowed,
            limit,
            remaining: limit.saturating_sub(taken),
            reset,
        }
    }

    fn take_alone(&self, key: &str, limit: u32, window: Duration, now: Instant) -> (bool, u32, Duration) {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = |taken: &Instant| now.duration_since(*taken) < window;
        if own.len() >= REMEMBERED && !own.contains_key(key) {
            own.retain(|_, all| all.back().is_some_and(counts));
        }
        let all = own.entry(key.to_owned()).or_default();
        while all.front().is_some_and(|taken| !counts(taken)) {
            all.pop_front();
        }
        let allowed = all.len() < limit as usize;
        if allowed {
            all.push_back(now);
        }
        let oldest = all.front().copied().unwrap_or(now);
        let reset = window.saturating_sub(now.duration_since(oldest));
        (allowed, u32::try_from(all.len()).unwrap_or(u32::MAX), reset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn alone_no_window_holds_more_than_the_limit_wherever_it_begins() {
        let conn = crate::redis_conn::connect("redis://127.0.0.1:1").unwrap();
        let (limiter, start) = (Limiter::new(conn, "t"), Instant::now());
        let at = |second| limiter.take_alone("k", 3, WINDOW, start + Duration::from_secs(second));
        assert!(at(0).0 && at(50).0 && at(55).0);
        // A window that begins at 50 holds two: a fixed one would have begun anew at 60.
        assert_eq!(at(59), (false, 3, Duration::from_secs(1)));
        assert!(at(60).0);
        assert_eq!(at(61), (false, 3, Duration::from_secs(49)));
        assert_eq!(at(110), (true, 3, Duration::from_secs(5)));
    }
}
