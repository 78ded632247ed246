//! Sessions and lock-out, as rules without I/O.

use crate::kernel::Actor;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// One log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct SessionId(pub Uuid);

/// The authenticated caller and the session that it came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Who, as the database says now.
    pub actor: Actor,
    /// By which log-in.
    pub session: SessionId,
}

/// How long an opaque token is good.
pub const OPAQUE_LIFETIME: Duration = Duration::hours(24);

/// Failures within [`WINDOW`] that lock an account.
pub const FAILURES_ALLOWED: usize = 5;

/// In which so many failures lock, and how long the first lock lasts.
pub const WINDOW: Duration = Duration::minutes(15);

/// How far back failures count for the length of a lock, and the longest lock.
pub const MEMORY: Duration = Duration::hours(24);

/// Until when an account is locked, if it is. `failures` are those since the last success, newest first, at most [`MEMORY`] old.
///
/// Five failures within fifteen minutes lock for fifteen minutes from the last one; every further five double that.
#[must_use]
pub fn locked_until(failures: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let newest = *failures.first()?;
    let fifth = *failures.get(FAILURES_ALLOWED - 1)?;
    if newest - fifth > WINDOW {
        return None;
    }
    let doublings = u32::try_from(failures.len() / FAILURES_ALLOWED - 1).unwrap_or(0).min(7);
    let until = newest + (WINDOW * (1 << doublings)).min(MEMORY);
    (until > now).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minutes)
    }

    fn newest_first(minutes: impl DoubleEndedIterator<Item = i64>) -> Vec<DateTime<Utc>> {
        minutes.rev().map(at).collect()
    }

    #[test]
    fn five_failures_in_fifteen_minutes_lock_for_fifteen() {
        assert_eq!(locked_until(&newest_first(0..4), at(4)), None);
        assert_eq!(locked_until(&newest_first(0..5), at(4)), Some(at(19)));
        assert_eq!(locked_until(&newest_first(0..5), at(19)), None);
    }

    #[test]
    fn slow_failures_do_not_lock() {
        assert_eq!(locked_until(&newest_first((0..10).map(|n| n * 10)), at(91)), None);
    }

    #[test]
    fn the_next_lock_is_longer() {
        let ten = newest_first((0..5).chain(30..35));
        assert_eq!(locked_until(&ten, at(34)), Some(at(64)));
    }

    #[test]
    fn no_lock_is_longer_than_a_day() {
        let many = newest_first(0..500);
        assert_eq!(locked_until(&many, at(499)), Some(at(499) + MEMORY));
    }
}
