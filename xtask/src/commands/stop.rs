//! `./dev stop`: ends what runs here, and what a killed run left behind.

use crate::{
    arguments::Arguments,
    layout::{Layout, Purpose, remove},
    lock, postgres,
    process::{stray, sys},
    services::lock_file,
};
use anyhow::Result;
use std::time::Duration;

/// Longer than any child's own grace period.
const PATIENCE: Duration = Duration::from_secs(90);

/// Asks every runner of this project to stop and waits for it.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    Arguments::new(arguments).finish()?;
    let mut stopped = 0;
    for purpose in [
        Purpose::Develop,
        Purpose::Demo,
        Purpose::Test,
        Purpose::Bench,
        Purpose::Chaos,
    ] {
        // The lock says that the process lives and is a runner of this folder.
        if let Some(pid) = lock::holder(&lock_file(layout, purpose)) {
            stray::stop(pid, "the runner", sys::SIGTERM, PATIENCE)?;
            println!("  stopped process {pid}");
            stopped += 1;
        }
        postgres::stop_left_behind(layout, purpose)?;
    }
    remove(&layout.run_env())?;
    if stopped == 0 {
        println!("  nothing runs here");
    }
    Ok(0)
}
