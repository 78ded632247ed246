//! All services of one run. Dropping the group stops them, so every way out of a command cleans up.

use super::{
    go_on,
    service::{Running, Service},
    sys,
};
use anyhow::{Context, Result, bail};
use std::{
    collections::HashSet,
    fs::{self, File},
    path::{Path, PathBuf},
    process::ExitStatus,
    thread,
    time::{Duration, Instant},
};

/// How long to sleep between two looks at a child.
const POLL: Duration = Duration::from_millis(5);

/// What waiting for a service came to.
pub enum Readiness {
    /// It answers.
    Ready,
    /// It ended before it answered; the last lines of its log.
    EndedEarly(String),
}

/// A service that ended without being told to.
pub struct Ended {
    /// Its name.
    pub name: String,
    /// Its process id while it lived.
    pub pid: u32,
    /// How it ended.
    pub status: ExitStatus,
    /// The last lines of its log.
    pub last_words: String,
}

/// For appending: two processes of one name may write at once.
fn open(log: &Path, fresh: bool) -> std::io::Result<File> {
    if fresh {
        fs::create_dir_all(log.parent().unwrap_or(Path::new(".")))?;
        File::create(log)?;
    }
    File::options().append(true).open(log)
}

/// Running services in the order of their start.
#[derive(Default)]
pub struct Group {
    running: Vec<Running>,
    /// Written by this run: a process that is started again goes on in the same file.
    logs: HashSet<PathBuf>,
}

impl Group {
    /// Starts a service and returns its process id, which is its process group's too.
    pub fn start(&mut self, service: Service) -> Result<u32> {
        let fresh = self.logs.insert(service.log.clone());
        let out = open(&service.log, fresh).with_context(|| format!("cannot write {}", service.log.display()))?;
        let running = service.spawn(out)?;
        let pid = running.pid();
        self.running.push(running);
        Ok(pid)
    }

    /// Waits until `ready` says so, or `pid` has ended.
    ///
    /// # Errors
    /// A stop request, or `limit` has passed.
    pub fn wait_until(&mut self, pid: u32, limit: Duration, mut ready: impl FnMut() -> bool) -> Result<Readiness> {
        let started = Instant::now();
        loop {
            go_on()?;
            // First its life, then its answer: on a port that was taken, a stranger may answer.
            if let Some(dead) = self.take_ended(pid) {
                return Ok(Readiness::EndedEarly(dead.last_words));
            }
            if ready() {
                return Ok(Readiness::Ready);
            }
            if started.elapsed() > limit {
                let last_words = self.find(pid).map(|r| r.last_words()).unwrap_or_default();
                bail!(
                    "{} is not ready after {} s\n{last_words}",
                    self.name(pid),
                    limit.as_secs()
                );
            }
            thread::sleep(POLL);
        }
    }

    /// Services that ended by themselves since the last call; they leave the group.
    pub fn reap(&mut self) -> Vec<Ended> {
        let pids: Vec<u32> = self.running.iter().map(Running::pid).collect();
        pids.into_iter().filter_map(|pid| self.take_ended(pid)).collect()
    }

    /// True once `pid` has ended; then it leaves the group without being reported.
    pub fn forget(&mut self, pid: u32) -> bool {
        self.find(pid).is_none() || self.take_ended(pid).is_some()
    }

    /// Stops all: the last started first, services that share a kind (`worker1`, `worker2`) together.
    pub fn stop_all(&mut self) {
        while let Some(last) = self.running.last() {
            let kind = kind_of(&last.name).to_owned();
            let first = self.running.iter().rposition(|r| kind_of(&r.name) != kind);
            let batch = self.running.split_off(first.map_or(0, |i| i + 1));
            stop_together(batch);
        }
    }

    fn find(&self, pid: u32) -> Option<&Running> {
        self.running.iter().find(|r| r.pid() == pid)
    }

    fn name(&self, pid: u32) -> String {
        self.find(pid)
            .map_or_else(|| format!("process {pid}"), |r| r.name.clone())
    }

    fn take_ended(&mut self, pid: u32) -> Option<Ended> {
        let at = self.running.iter().position(|r| r.pid() == pid)?;
        let status = self.running[at].ended()?;
        let dead = self.running.remove(at);
        Some(Ended {
            last_words: dead.last_words(),
            name: dead.name,
            pid,
            status,
        })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop_all();
    }
}

/// `worker` for `worker2`.
fn kind_of(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit())
}

fn stop_together(mut batch: Vec<Running>) {
    for service in &mut batch {
        if service.ended().is_none() {
            sys::send(service.pid(), service.stop_signal);
            // A stopped process takes its signal only when it goes on.
            sys::send(service.pid(), sys::SIGCONT);
        }
    }
    let started = Instant::now();
    for service in &mut batch {
        while service.ended().is_none() {
            if started.elapsed() > service.grace {
                eprintln!(
                    "  {} did not stop within {} s: killed",
                    service.name,
                    service.grace.as_secs()
                );
                sys::send_group(service.pid(), sys::SIGKILL);
                let _ = service.child.wait();
                break;
            }
            thread::sleep(POLL);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Readiness};
    use crate::process::{Service, stray, sys};
    use std::{
        fs,
        path::PathBuf,
        process::Command,
        time::{Duration, Instant},
    };

    fn shell(name: &str, script: &str) -> (Service, PathBuf) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let log = std::env::temp_dir().join(format!("{}.log", crate::secrets::random_hex(8).expect("random")));
        (Service::new(name, command, log.clone()), log)
    }

    #[test]
    fn what_ignores_its_signal_is_killed_when_its_grace_is_over() {
        let (service, log) = shell("deaf", "trap '' TERM; echo ready; while :; do sleep 0.05; done");
        let mut group = Group::default();
        let pid = group
            .start(service.stops_on(sys::SIGTERM, Duration::from_millis(200)))
            .expect("it starts");
        let ready = group.wait_until(pid, Duration::from_secs(10), || {
            fs::read_to_string(&log).is_ok_and(|text| text.contains("ready"))
        });
        assert!(matches!(ready, Ok(Readiness::Ready)));
        let started = Instant::now();
        drop(group);
        assert!(!stray::lives(pid));
        assert!(started.elapsed() >= Duration::from_millis(200));
        fs::remove_file(log).expect("removed");
    }

    #[test]
    fn the_last_words_of_what_ended_early_are_told() {
        let (service, log) = shell("brief", "echo no luck; exit 3");
        let mut group = Group::default();
        let pid = group.start(service).expect("it starts");
        let outcome = group.wait_until(pid, Duration::from_secs(10), || false);
        assert!(matches!(outcome, Ok(Readiness::EndedEarly(words)) if words.contains("no luck")));
        fs::remove_file(log).expect("removed");
    }

    #[test]
    fn a_frozen_service_is_stopped_in_order_too() {
        let (service, log) = shell(
            "frozen",
            "trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.05; done",
        );
        let mut group = Group::default();
        let pid = group.start(service).expect("it starts");
        let said = |what: &str| fs::read_to_string(&log).is_ok_and(|text| text.contains(what));
        assert!(matches!(
            group.wait_until(pid, Duration::from_secs(10), || said("ready")),
            Ok(Readiness::Ready)
        ));
        sys::send(pid, sys::SIGSTOP);
        group.stop_all();
        assert!(said("bye"));
        fs::remove_file(log).expect("removed");
    }
}
