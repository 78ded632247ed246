//! Posting drills of every shape. A request without an answer is sent again under its Idempotency-Key until it has one.

use super::{
    Settings,
    balancer::{Balancer, Kept},
    unanswered::Unanswered,
};
use hyper::StatusCode;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::time::Instant;

const CONNECTIONS: usize = 16;
/// Children of a family.
pub const CHILDREN: usize = 5;

/// What a client was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Promise {
    /// It will be done.
    Done,
    /// It will be done after its children.
    Family,
    /// It will fail for good.
    Failed,
    /// It was cancelled while it worked; it may have been done before.
    Cancelled,
}

/// Posts until the wanted number is accepted: the clients' record of the ids that were answered with 202, and what was promised.
pub async fn post_all(
    s: &Settings,
    balancer: &Balancer,
    token: &str,
    unanswered: &Unanswered,
) -> anyhow::Result<Vec<(String, Promise)>> {
    let left = Arc::new(AtomicUsize::new(s.executions));
    let mut posting = Vec::new();
    for lane in 0..CONNECTIONS {
        let poster = Poster {
            settings: s.clone(),
            balancer: balancer.clone(),
            token: token.to_owned(),
            chance: StdRng::seed_from_u64(s.seed.wrapping_mul(1000) + lane as u64),
            lane,
            client: None,
            unanswered: unanswered.clone(),
        };
        posting.push(tokio::spawn(poster.run(left.clone())));
    }
    let mut accepted = Vec::with_capacity(s.executions);
    for lane in posting {
        accepted.extend(lane.await??);
    }
    Ok(accepted)
}

struct Poster {
    settings: Settings,
    balancer: Balancer,
    token: String,
    chance: StdRng,
    lane: usize,
    client: Option<Kept>,
    unanswered: Unanswered,
}

impl Poster {
    async fn run(mut self, left: Arc<AtomicUsize>) -> anyhow::Result<Vec<(String, Promise)>> {
        let pace = Duration::from_secs_f64(CONNECTIONS as f64 / self.settings.rate as f64);
        let mut accepted = Vec::new();
        let mut next = Instant::now();
        while left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1))
            .is_ok()
        {
            tokio::time::sleep_until(next).await;
            next += pace;
            let (body, promise) = self.drill();
            let key = format!("{}-{}-{}", self.settings.seed, self.lane, accepted.len());
            let answer = self
                .until_answered("/api/v1/operations/drill", &key, &body, StatusCode::ACCEPTED)
                .await?;
            let id = answer["id"].as_str().unwrap_or_default().to_owned();
            if promise == Promise::Cancelled {
                let wait = self.chance.random_range(0..400);
                tokio::time::sleep(Duration::from_millis(wait)).await;
                self.until_answered(
                    &format!("/api/v1/executions/{id}/cancel"),
                    "",
                    &Value::Null,
                    StatusCode::OK,
                )
                .await?;
            }
            accepted.push((id, promise));
        }
        Ok(accepted)
    }

    /// A shape by chance: most are instant, as in life.
    fn drill(&mut self) -> (Value, Promise) {
        let label = self.settings.label();
        let ms: i32 = self.chance.random_range(100..1500);
        match self.chance.random_range(0..100) {
            0..55 => (json!({ "label": label, "shape": "instant" }), Promise::Done),
            55..75 => (json!({ "label": label, "shape": "slow", "ms": ms }), Promise::Done),
            75..82 => (json!({ "label": label, "shape": "flaky" }), Promise::Done),
            82..89 => (json!({ "label": label, "shape": "failing" }), Promise::Failed),
            89..95 => (
                json!({ "label": label, "shape": "slow", "ms": 3000 }),
                Promise::Cancelled,
            ),
            _ => (
                json!({ "label": label, "shape": "family", "children": CHILDREN, "ms": ms / 4 }),
                Promise::Family,
            ),
        }
    }

    /// Sends until the wanted answer comes; 409 is one too (it ended before it could be cancelled).
    async fn until_answered(
        &mut self,
        path: &str,
        key: &str,
        body: &Value,
        wanted: StatusCode,
    ) -> anyhow::Result<Value> {
        let body = if body.is_null() {
            Vec::new()
        } else {
            serde_json::to_vec(body)?
        };
        loop {
            match tokio::time::timeout(Duration::from_secs(10), self.send(path, key, body.clone())).await {
                Ok(Ok((status, answer))) if status == wanted || status == StatusCode::CONFLICT => {
                    return Ok(serde_json::from_slice(&answer)?);
                }
                Ok(Ok((status, answer))) if status.is_client_error() => {
                    anyhow::bail!("{path} answered {status}: {}", String::from_utf8_lossy(&answer));
                }
                // Refused, cut off, silent, or told to come again.
                seen => {
                    self.client = None;
                    self.unanswered.note(seen);
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }

    async fn send(&mut self, path: &str, key: &str, body: Vec<u8>) -> anyhow::Result<(StatusCode, bytes::Bytes)> {
        let client = self.balancer.keep(&mut self.client, &self.token).await?;
        client.post_with_key(path, body.into(), key).await
    }
}
