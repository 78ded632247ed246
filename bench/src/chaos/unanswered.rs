//! Requests that had to be sent again, counted by what the client saw.

use bytes::Bytes;
use hyper::StatusCode;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// The clients' shared count; cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Unanswered(Arc<Mutex<BTreeMap<String, usize>>>);

impl Unanswered {
    /// One more. `seen` is an answer that says "come again", an error of the connection, or nothing in time.
    pub fn note(&self, seen: Result<anyhow::Result<(StatusCode, Bytes)>, tokio::time::error::Elapsed>) {
        let seen = match seen {
            Ok(Ok((status, body))) => format!("{status}: {}", code(&body)),
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => "no answer in time".to_owned(),
        };
        *self.counts().entry(seen).or_default() += 1;
    }

    /// Of every kind.
    pub fn total(&self) -> usize {
        self.counts().values().sum()
    }

    fn counts(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a problem's body says: its code and its words.
fn code(body: &[u8]) -> String {
    let problem: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| problem[name].as_str().unwrap_or("?").to_owned();
    format!("{} ({})", text("code"), text("detail"))
}

impl fmt::Display for Unanswered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (seen, count) in self.counts().iter() {
            writeln!(f, "    {count:>5} x {seen}")?;
        }
        Ok(())
    }
}
