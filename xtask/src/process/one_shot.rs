//! A command that runs to its end: a build, a download, a test run.

use super::{go_on, stop_requested, sys};
use anyhow::{Context, Result, bail};
use std::{
    env,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a command has to end after a stop request before its group is killed.
const GRACE: Duration = Duration::from_secs(10);

/// A command with a name for messages.
pub struct OneShot<'a> {
    what: &'a str,
    command: Command,
    stdin: Option<&'a str>,
}

impl<'a> OneShot<'a> {
    /// `what` completes the sentence "... failed".
    pub fn new(what: &'a str, command: Command) -> Self {
        OneShot {
            what,
            command,
            stdin: None,
        }
    }

    /// Text for its standard input.
    pub fn reads(mut self, stdin: &'a str) -> Self {
        self.stdin = Some(stdin);
        self
    }

    /// Runs it with our own standard output and error, and returns how it ended.
    pub fn shown(self) -> Result<ExitStatus> {
        self.wait()
    }

    /// Like [`Self::shown`], but anything other than success is an error.
    pub fn shown_ok(self) -> Result<()> {
        let what = self.what;
        let status = self.wait()?;
        if !status.success() {
            bail!("{what} failed ({status})");
        }
        Ok(())
    }

    /// Runs it silently, its output in `log`; the end of that is the error message when it fails.
    pub fn logged(mut self, log: &Path) -> Result<()> {
        let out = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        self.command.stdout(out.try_clone()?).stderr(out);
        let what = self.what;
        let status = self.wait()?;
        if status.success() {
            return Ok(());
        }
        let text = fs::read(log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text
            .lines()
            .rev()
            .filter(|line| !line.trim().is_empty())
            .take(6)
            .collect();
        let last: Vec<&str> = lines.into_iter().rev().collect();
        bail!("{what} failed ({status}): {}", last.join(" / "))
    }

    /// Starts it and lets the caller go on.
    pub fn begin(mut self) -> Result<Begun> {
        self.command.stdin(Stdio::null());
        sys::tie_to_us(&mut self.command, sys::SIGTERM);
        let child = self
            .command
            .spawn()
            .with_context(|| format!("cannot run {}", self.what))?;
        Ok(Begun { child })
    }

    fn wait(mut self) -> Result<ExitStatus> {
        let what = self.what;
        let stdin = if self.stdin.is_some() {
            Stdio::piped()
        } else {
            Stdio::null()
        };
        self.command.stdin(stdin);
        sys::tie_to_us(&mut self.command, sys::SIGTERM);
        let mut child = self.command.spawn().with_context(|| format!("cannot run {what}"))?;
        if let (Some(text), Some(mut pipe)) = (self.stdin, child.stdin.take()) {
            let _ = pipe.write_all(text.as_bytes());
        }
        let mut told: Option<Instant> = None;
        loop {
            if let Some(status) = child.try_wait()? {
                go_on()?;
                return Ok(status);
            }
            match told {
                None if stop_requested() => {
                    sys::send_group(child.id(), sys::SIGTERM);
                    told = Some(Instant::now());
                }
                Some(since) if since.elapsed() > GRACE => sys::send_group(child.id(), sys::SIGKILL),
                _ => {}
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A command that runs beside the caller; dropping it ends it.
pub struct Begun {
    child: std::process::Child,
}

impl Begun {
    /// Whether it has not ended yet.
    pub fn is_running(&mut self) -> Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Waits for its end.
    pub fn end(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            go_on()?;
            thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if self.child.try_wait().is_ok_and(|ended| ended.is_none()) {
            sys::send_group(self.child.id(), sys::SIGKILL);
            let _ = self.child.wait();
        }
    }
}

/// Where `program` lies on the search path.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}
