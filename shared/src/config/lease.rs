//! How long a worker may be silent, and how long a stop may take.

use super::{bounds::number, source::Source};
use crate::kernel::Environment;
use std::time::Duration;

/// How leases and stops are timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseConfig {
    /// A worker that is silent this long is dead.
    pub lease: Duration,
    /// Between renewals.
    pub heartbeat: Duration,
    /// After SIGTERM, until what still runs is handed back.
    pub grace: Duration,
    /// After SIGTERM, how long api still answers while it sends balancers and clients elsewhere: longer than they look at its readiness.
    pub drain: Duration,
}

/// What the settings say. Production has balancers, which need the time to look elsewhere.
pub(super) fn lease(s: &mut Source, environment: Environment) -> LeaseConfig {
    let drain = if environment == Environment::Production { 5 } else { 0 };
    LeaseConfig {
        lease: Duration::from_secs(number(s, "LEASE_SECONDS", 10)),
        heartbeat: Duration::from_secs(number(s, "HEARTBEAT_SECONDS", 3)),
        grace: Duration::from_secs(number(s, "SHUTDOWN_GRACE_SECONDS", 20)),
        drain: Duration::from_secs(number(s, "SHUTDOWN_DRAIN_SECONDS", drain)),
    }
}
