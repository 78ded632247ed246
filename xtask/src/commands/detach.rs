//! `./dev up --detach`: the same run in the background.

use crate::{
    layout::{Layout, remove},
    lock,
    process::go_on,
    services::lock_file,
};
use anyhow::{Result, bail};
use std::{
    env,
    fs::{self, File},
    os::unix::process::CommandExt,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// Starts the run again in the background, its output in `.data/up.log`, and returns when it is ready.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let lock_file = lock_file(layout, crate::layout::Purpose::Develop);
    if let Some(pid) = lock::holder(&lock_file) {
        bail!("already running here (process {pid}); ./dev stop ends it");
    }
    remove(&layout.run_env())?;
    let log = layout.data().join("up.log");
    let out = File::create(&log)?;
    let mut child = Command::new(env::current_exe()?)
        .arg("up")
        .args(
            arguments
                .iter()
                .filter(|word| *word != "--detach" && *word != "--no-build"),
        )
        .arg("--no-build")
        .stdin(Stdio::null())
        .stdout(out.try_clone()?)
        .stderr(out)
        // A group of its own: the terminal's Ctrl-C is not for it.
        .process_group(0)
        .spawn()?;
    while !layout.run_env().exists() {
        if let Some(status) = child.try_wait()? {
            bail!("it ended ({status})\n{}", fs::read_to_string(&log).unwrap_or_default());
        }
        if let Err(stopped) = go_on() {
            crate::process::sys::send(child.id(), crate::process::sys::SIGTERM);
            child.wait()?;
            return Err(stopped);
        }
        thread::sleep(Duration::from_millis(50));
    }
    print!("{}", fs::read_to_string(&log).unwrap_or_default());
    println!("  running in the background; its output: {}", log.display());
    Ok(0)
}
