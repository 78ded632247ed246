//! Settings that are lists of `name=number`.

use super::source::Source;
use crate::kernel::Queue;
use std::collections::BTreeMap;

/// Requests a minute of one user (or address) in each class of routes; 0: as many as it likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Reads.
    pub read: u32,
    /// Writes.
    pub write: u32,
    /// What scores, searches or takes a file.
    pub costly: u32,
    /// Log-ins and sign-ups, of one address.
    pub login: u32,
}

/// `read=3000,login=20`; a class that is not named has its default.
pub(super) fn rate_limits(s: &mut Source) -> RateLimits {
    let mut limits = RateLimits {
        read: 3000,
        write: 600,
        costly: 120,
        login: 20,
    };
    for pair in s.list("RATE_LIMITS") {
        let (class, number) = pair.split_once('=').unwrap_or((&pair, ""));
        match (class, number.parse()) {
            ("read", Ok(n)) => limits.read = n,
            ("write", Ok(n)) => limits.write = n,
            ("costly", Ok(n)) => limits.costly = n,
            ("login", Ok(n)) => limits.login = n,
            _ => s.fault("RATE_LIMITS", &format!("`{pair}` is not like read=3000")),
        }
    }
    limits
}

/// `documents=4,matching=2`; a queue that is not named has its default.
pub(super) fn concurrency(s: &mut Source) -> BTreeMap<Queue, usize> {
    let mut per_queue = BTreeMap::from([
        (Queue::Documents, 2),
        (Queue::Matching, 2),
        (Queue::Outbound, 16),
        (Queue::Maintenance, 64),
    ]);
    for pair in s.list("WORKER_CONCURRENCY") {
        match pair
            .split_once('=')
            .map(|(q, n)| (q.parse::<Queue>(), n.parse::<usize>()))
        {
            Some((Ok(queue), Ok(n))) if n >= 1 => {
                per_queue.insert(queue, n);
            }
            _ => s.fault("WORKER_CONCURRENCY", &format!("`{pair}` is not like documents=4")),
        }
    }
    per_queue
}
