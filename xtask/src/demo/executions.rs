//! Waiting for executions.

use super::{client::Client, sse};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    thread,
    time::{Duration, Instant},
};

/// How often an execution is looked at while waiting for a change.
const POLL: Duration = Duration::from_millis(10);

/// The id of an execution.
pub fn id(execution: &Value) -> Result<String> {
    execution["id"]
        .as_str()
        .map(str::to_owned)
        .with_context(|| format!("not an execution: {execution}"))
}

/// Follows an execution by its event stream until that closes, and returns the statuses in order.
pub fn follow(client: &Client, id: &str) -> Result<Vec<String>> {
    let events = sse::read_to_end(client.stream(&format!("/executions/{id}/events"))?)?;
    let statuses = events
        .iter()
        .filter(|event| event.name == "status")
        .filter_map(|event| event.data["status"].as_str());
    Ok(statuses.map(str::to_owned).collect())
}

/// The execution as it is now.
pub fn get(client: &Client, id: &str) -> Result<Value> {
    Ok(client.get_ok(&format!("/executions/{id}"))?.body)
}

/// Whether it is in a final state.
pub fn is_finished(execution: &Value) -> bool {
    matches!(execution["status"].as_str(), Some("success" | "error" | "cancelled"))
}

/// Looks at an execution until `enough` says so.
pub fn wait_until(client: &Client, id: &str, limit: Duration, mut enough: impl FnMut(&Value) -> bool) -> Result<Value> {
    let started = Instant::now();
    loop {
        let execution = get(client, id)?;
        if enough(&execution) {
            return Ok(execution);
        }
        if started.elapsed() > limit {
            bail!(
                "execution {id} did not get there within {} s: {execution}",
                limit.as_secs()
            );
        }
        thread::sleep(POLL);
    }
}

/// Waits until none of the newest 200 executions is unfinished, and returns them.
pub fn wait_for_all(client: &Client, limit: Duration) -> Result<Vec<Value>> {
    let started = Instant::now();
    loop {
        let Value::Array(newest) = client.get_ok("/executions?limit=200")?.body else {
            bail!("/executions is no list")
        };
        let unfinished = newest.iter().filter(|execution| !is_finished(execution)).count();
        if unfinished == 0 {
            return Ok(newest);
        }
        if started.elapsed() > limit {
            bail!("{unfinished} executions are unfinished after {} s", limit.as_secs());
        }
        thread::sleep(Duration::from_millis(100));
    }
}
