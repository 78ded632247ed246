//! Children and how they end: every one in its own process group, told to stop in order, and signalled by the
//! kernel should the runner itself be killed. Output goes to files, so a child never blocks on a pipe of ours.

mod follow;
mod group;
mod one_shot;
mod service;
pub mod stray;
pub mod sys;
pub mod user;

pub use follow::Follower;
pub use group::{Group, Readiness};
pub use one_shot::{Begun, OneShot, on_path};
pub use service::Service;

use anyhow::{Result, bail};

/// Whether Ctrl-C, SIGTERM or SIGHUP has arrived.
pub fn stop_requested() -> bool {
    sys::stop_requests() > 0
}

/// Fails with "stopped" once a stop was requested; every waiting loop calls it.
pub fn go_on() -> Result<()> {
    if stop_requested() {
        bail!("stopped");
    }
    Ok(())
}
