//! One long-running child: how it is started, where it writes, how it is told to stop.

use super::sys;
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    io::Write,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// What to start and how it wants to end.
pub struct Service {
    pub(super) name: String,
    pub(super) stop_signal: i32,
    pub(super) grace: Duration,
    death_signal: i32,
    command: Command,
    pub(super) log: PathBuf,
    stdin: Option<String>,
}

impl Service {
    /// A service that writes to `log` (replaced by each run), stops on SIGTERM within 10 s, and is killed when
    /// the runner dies.
    pub fn new(name: impl Into<String>, command: Command, log: PathBuf) -> Self {
        Service {
            name: name.into(),
            stop_signal: sys::SIGTERM,
            grace: Duration::from_secs(10),
            death_signal: sys::SIGKILL,
            command,
            log,
            stdin: None,
        }
    }

    /// The signal for an orderly stop, and how long it may take before SIGKILL.
    pub fn stops_on(mut self, signal: i32, grace: Duration) -> Self {
        self.stop_signal = signal;
        self.grace = grace;
        self
    }

    /// The signal that the kernel sends it when the runner dies. A database wants an orderly end even then.
    pub fn on_our_death(mut self, signal: i32) -> Self {
        self.death_signal = signal;
        self
    }

    /// Text written to its standard input, which is then closed.
    pub fn reads(mut self, stdin: String) -> Self {
        self.stdin = Some(stdin);
        self
    }

    /// Starts it, with its output going to `out`. Main thread only, see [`sys::tie_to_us`].
    pub(super) fn spawn(mut self, out: File) -> Result<Running> {
        let name = &self.name;
        let stdin = match self.stdin {
            Some(_) => Stdio::piped(),
            None => Stdio::null(),
        };
        self.command.stdin(stdin).stdout(out.try_clone()?).stderr(out);
        sys::tie_to_us(&mut self.command, self.death_signal);
        let mut child = self.command.spawn().with_context(|| format!("cannot start {name}"))?;
        if let (Some(text), Some(mut pipe)) = (self.stdin, child.stdin.take()) {
            // A child that ended before it read everything is noticed by whoever waits for it.
            let _ = pipe.write_all(text.as_bytes());
        }
        Ok(Running {
            name: self.name,
            child,
            stop_signal: self.stop_signal,
            grace: self.grace,
            log: self.log,
        })
    }
}

/// A started service.
pub(super) struct Running {
    pub name: String,
    pub child: Child,
    pub stop_signal: i32,
    pub grace: Duration,
    pub log: PathBuf,
}

impl Running {
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The last lines of its log, for error messages.
    pub fn last_words(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().rev().take(12).collect();
        lines.into_iter().rev().map(|line| format!("    {line}\n")).collect()
    }
}
