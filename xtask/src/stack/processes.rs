//! Starting api and workers, and the commands of api that prepare a database.

use super::{Environment, Profile, binary};
use crate::{
    http,
    layout::{Layout, Purpose},
    net,
    port_race::start_on_free_port,
    process::{Group, OneShot, Service, sys},
};
use anyhow::Result;
use std::{env, process::Command, time::Duration};

/// How long api and workers may take until they answer (loading the model is part of it).
const START: Duration = Duration::from_secs(60);
/// How long they may take to stop: the workers' own grace period of 20 s and a little more.
const STOP: Duration = Duration::from_secs(25);
/// Where api listens when nobody else does.
const API_PORT: u16 = 8000;

/// A started worker.
#[derive(Clone, Debug)]
pub struct Worker {
    /// Its name, the beginning of what executions show.
    pub name: String,
    /// Its process.
    pub pid: u32,
    /// Where its own health and metrics are.
    pub base_url: String,
}

/// The started processes.
pub struct Stack<'a> {
    layout: &'a Layout,
    purpose: Purpose,
    profile: Profile,
    environment: &'a Environment,
    /// Base URL of api, without a slash at its end.
    pub api_url: String,
    /// api's process.
    pub api_pid: u32,
    /// The workers that were started, in order; a later one of the same name replaces the earlier.
    pub workers: Vec<Worker>,
}

/// Brings the schema up to date and, when `seed` says so, loads the demo's data.
pub fn migrate(
    layout: &Layout,
    profile: Profile,
    purpose: Purpose,
    environment: &Environment,
    seed: bool,
) -> Result<()> {
    let steps: &[&[&str]] = if seed {
        &[&["migrate"], &["seed", "seeds"]]
    } else {
        &[&["migrate"]]
    };
    for step in steps {
        let mut command = Command::new(binary(layout, profile, "api"));
        command
            .current_dir(&layout.root)
            .args(*step)
            .envs(environment.variables());
        OneShot::new(&format!("api {}", step.join(" ")), command).logged(&layout.log(purpose, step[0]))?;
    }
    Ok(())
}

impl<'a> Stack<'a> {
    /// Starts api and `workers` workers, and waits until all of them are ready.
    pub fn start(
        layout: &'a Layout,
        purpose: Purpose,
        profile: Profile,
        environment: &'a Environment,
        workers: usize,
        group: &mut Group,
    ) -> Result<Self> {
        let mut stack = Stack {
            layout,
            purpose,
            profile,
            environment,
            api_url: String::new(),
            api_pid: 0,
            workers: Vec::new(),
        };
        stack.start_api(group)?;
        for number in 1..=workers {
            stack.start_worker(&format!("worker{number}"), group)?;
        }
        Ok(stack)
    }

    fn start_api(&mut self, group: &mut Group) -> Result<()> {
        (self.api_url, self.api_pid) = self.start_replica(group)?;
        Ok(())
    }

    /// Starts an api on a port of its own and waits until it is ready: its base URL, its process.
    pub fn start_replica(&self, group: &mut Group) -> Result<(String, u32)> {
        // A port that the user chose is used or refused, never replaced.
        let wanted = env::var("LISTEN_ADDR")
            .ok()
            .and_then(|address| address.rsplit(':').next()?.parse::<u16>().ok());
        let choose = || wanted.unwrap_or_else(|| net::free_port_near(API_PORT));
        start_on_free_port("api", choose, |port| {
            let mut command = self.command("api", &["serve"]);
            let metrics = net::free_port();
            command.env("METRICS_ADDR", format!("127.0.0.1:{metrics}"));
            if wanted.is_none() {
                command.env("LISTEN_ADDR", format!("127.0.0.1:{port}"));
            }
            let (pid, url) = (
                group.start(self.service("api", command))?,
                format!("http://127.0.0.1:{port}"),
            );
            let readiness = group.wait_until(pid, START, || http::is_ok(&format!("{url}/readyz")))?;
            Ok((readiness, (url, pid)))
        })
    }

    /// Starts one worker and waits until it is ready.
    pub fn start_worker(&mut self, name: &str, group: &mut Group) -> Result<()> {
        let worker = start_on_free_port(name, net::free_port, |port| {
            let mut command = self.command("worker", &["run"]);
            command
                .env("METRICS_ADDR", format!("127.0.0.1:{port}"))
                .env("WORKER_NAME", name);
            let base_url = format!("http://127.0.0.1:{port}");
            let pid = group.start(self.service(name, command))?;
            let readiness = group.wait_until(pid, START, || http::is_ok(&format!("{base_url}/readyz")))?;
            Ok((
                readiness,
                Worker {
                    name: name.to_owned(),
                    pid,
                    base_url,
                },
            ))
        })?;
        self.workers.retain(|other| other.name != worker.name);
        self.workers.push(worker);
        Ok(())
    }

    /// Starts api again on its port without waiting for it: its parts may be away.
    pub fn respawn_api(&mut self, group: &mut Group) -> Result<()> {
        self.api_pid = self.respawn_api_at(&self.api_url, group)?;
        Ok(())
    }

    /// Likewise, one of several: its process.
    pub fn respawn_api_at(&self, url: &str, group: &mut Group) -> Result<u32> {
        let address = url.trim_start_matches("http://");
        let mut command = self.command("api", &["serve"]);
        command.env("LISTEN_ADDR", address).env("METRICS_ADDR", "");
        group.start(self.service("api", command))
    }

    /// Starts a worker in the place of one that ended, without waiting for it: its process.
    pub fn respawn_worker(&mut self, gone: &Worker, group: &mut Group) -> Result<u32> {
        let address = gone.base_url.trim_start_matches("http://");
        let mut command = self.command("worker", &["run"]);
        command.env("METRICS_ADDR", address).env("WORKER_NAME", &gone.name);
        let pid = group.start(self.service(&gone.name, command))?;
        for worker in self.workers.iter_mut().filter(|worker| worker.name == gone.name) {
            worker.pid = pid;
        }
        Ok(pid)
    }

    /// Addresses of the workers' metrics, separated by commas.
    pub fn worker_metrics_urls(&self) -> String {
        let urls: Vec<String> = self
            .workers
            .iter()
            .map(|worker| format!("{}/metrics", worker.base_url))
            .collect();
        urls.join(",")
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary(self.layout, self.profile, program));
        command
            .current_dir(&self.layout.root)
            .args(arguments)
            .envs(self.environment.variables());
        command
    }

    fn service(&self, name: &str, command: Command) -> Service {
        Service::new(name, command, self.layout.log(self.purpose, name)).stops_on(sys::SIGTERM, STOP)
    }
}
