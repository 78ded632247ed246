//! What was done to whom, and when: a JSON line each, for whoever counts recoveries.

use anyhow::{Context, Result};
use serde_json::json;
use std::{
    fs::File,
    io::Write,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

/// The record.
pub struct Events(File);

/// Milliseconds since 1970.
pub fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_millis() as u64)
}

impl Events {
    /// A new file.
    pub fn create(path: &Path) -> Result<Self> {
        Ok(Events(
            File::create(path).with_context(|| format!("cannot write {}", path.display()))?,
        ))
    }

    /// Notes a blow that fell at `at` and was over at `until`. `worker` begins the name of the worker that it hit.
    pub fn note(&mut self, what: &str, worker: Option<String>, at: u64, until: u64) -> Result<()> {
        writeln!(
            self.0,
            "{}",
            json!({ "what": what, "worker": worker, "at": at, "until": until })
        )?;
        Ok(())
    }
}
