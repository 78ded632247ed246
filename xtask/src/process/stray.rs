//! Processes that an earlier run left behind, found by the ids in their own files and checked before they are
//! touched: an id may have been given to somebody else since.

use super::{go_on, sys};
use anyhow::{Result, bail};
use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// Whether `pid` runs a program of this file name.
pub fn runs(pid: u32, name: &str) -> bool {
    let Ok(exe) = fs::read_link(format!("/proc/{pid}/exe")) else {
        return false;
    };
    // The kernel marks the path of a program whose file was replaced.
    exe.display()
        .to_string()
        .trim_end_matches(" (deleted)")
        .ends_with(&format!("/{name}"))
}

/// Whether `pid` lives. One that has ended and only waits for its parent to take notice does not.
pub fn lives(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // "pid (name) state ...", where the name may hold anything.
    stat.rsplit(')')
        .next()
        .and_then(|rest| rest.trim_start().chars().next())
        .is_some_and(|state| !"ZX".contains(state))
}

/// Whether the working folder of `pid` is `folder`: a Postgres lives in its data folder.
pub fn lives_in(pid: u32, folder: &Path) -> bool {
    let here = fs::read_link(format!("/proc/{pid}/cwd")).ok();
    here.is_some() && here == fs::canonicalize(folder).ok()
}

/// Sends `signal` and waits for the end.
pub fn stop(pid: u32, what: &str, signal: i32, limit: Duration) -> Result<()> {
    sys::send(pid, signal);
    let started = Instant::now();
    while lives(pid) {
        go_on()?;
        if started.elapsed() > limit {
            bail!("{what} (process {pid}) does not stop");
        }
        thread::sleep(Duration::from_millis(10));
    }
    Ok(())
}
