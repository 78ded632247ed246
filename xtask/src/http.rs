//! One HTTP agent for all: loopback only, so no proxy and no TLS.

use std::{sync::OnceLock, time::Duration};
use ureq::Agent;

/// The agent. Statuses are values to look at, not errors.
pub fn agent() -> &'static Agent {
    static AGENT: OnceLock<Agent> = OnceLock::new();
    AGENT.get_or_init(|| {
        Agent::config_builder()
            .proxy(None)
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(5)))
            .timeout_global(Some(Duration::from_secs(120)))
            .build()
            .into()
    })
}

/// Whether `url` answers 200.
pub fn is_ok(url: &str) -> bool {
    agent().get(url).call().is_ok_and(|response| response.status() == 200)
}
