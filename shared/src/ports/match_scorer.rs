//! Pairs of consultant and tender to scores, by somebody else.

use async_trait::async_trait;
use serde_json::Value;
use std::time::Duration;

/// For all questions of a generation, each of them included.
pub const SCORING_PATIENCE: Duration = Duration::from_secs(300);

/// One question to an engine outside.
#[derive(Debug)]
pub struct ScoringCall<'a> {
    /// The idempotency key: of the execution, and of this question of its.
    pub key: String,
    /// W3C traceparent.
    pub trace: Option<&'a str>,
    /// The pairs, each with the facts that our own rules see: never a name, an address or a text.
    pub pairs: &'a [Value],
}

/// An engine outside that scores.
#[async_trait]
pub trait MatchScorer: Send + Sync + std::fmt::Debug {
    /// The answer's JSON as it came, or what went wrong, in words for the execution's result: never a key.
    async fn score(&self, call: ScoringCall<'_>) -> Result<Value, String>;
}
