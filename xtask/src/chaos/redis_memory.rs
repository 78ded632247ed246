//! What Redis holds while a run goes on: it must stay flat, whatever passes through.

use crate::redis::Server;
use std::fmt;

/// Samples of `used_memory`, in bytes, in their order.
#[derive(Default)]
pub struct RedisMemory(Vec<u64>);

impl RedisMemory {
    /// Takes a sample; none while Redis does not answer.
    pub fn sample(&mut self, redis: &Server) {
        let Ok(answer) = redis.command("INFO memory") else {
            return;
        };
        let used = answer.lines().find_map(|line| line.strip_prefix("used_memory:"));
        self.0.extend(used.and_then(|bytes| bytes.trim().parse::<u64>().ok()));
    }
}

impl fmt::Display for RedisMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(first), Some(last)) = (self.0.first(), self.0.last()) else {
            return write!(f, "no sample");
        };
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let mb = |bytes: u64| bytes as f64 / 1_048_576.0;
        write!(
            f,
            "{:.2} MB at first, {:.2} at last; over {} samples {:.2} at the median, {:.2} at most",
            mb(*first),
            mb(*last),
            sorted.len(),
            mb(sorted[sorted.len() / 2]),
            mb(sorted[sorted.len() - 1]),
        )
    }
}
