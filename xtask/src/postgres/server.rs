//! The server process.

use super::{
    Installation,
    cluster::{Cluster, NAME},
};
use crate::{
    layout::{Layout, Purpose, private_folder, remove},
    net,
    port_race::start_on_free_port,
    process::{
        Group, Readiness, Service, stray, sys,
        user::{User, run_as},
    },
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

/// How long a server may take to start or to stop; recovery after a hard end takes part of it.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub struct Server {
    /// For clients.
    pub url: String,
    /// Its first process.
    pub pid: u32,
    recipe: Recipe,
}

/// How the server is started, the first time and after it was killed.
#[derive(Clone)]
struct Recipe {
    installation: Installation,
    cluster: Cluster,
    purpose: Purpose,
    port: u16,
    log: PathBuf,
}

impl Recipe {
    fn start(&self, group: &mut Group) -> Result<(Readiness, u32)> {
        let command = command(&self.installation, &self.cluster, self.purpose, self.port);
        let service = Service::new("postgres", command, self.log.clone())
            .stops_on(sys::SIGINT, PATIENCE)
            .on_our_death(sys::SIGINT);
        let pid = group.start(service)?;
        let readiness = group.wait_until(pid, PATIENCE, || is_ready(&self.cluster.data, pid))?;
        Ok((readiness, pid))
    }
}

impl Server {
    /// Starts it again on its port, after it was killed.
    pub fn revive(&mut self, group: &mut Group) -> Result<()> {
        match self.recipe.start(group)? {
            (Readiness::Ready, pid) => self.pid = pid,
            (Readiness::EndedEarly(last_words), _) => bail!("Postgres does not come back\n{last_words}"),
        }
        Ok(())
    }
}

/// Starts the private server of `purpose`. Purposes that keep no data get a new cluster.
pub fn start(layout: &Layout, purpose: Purpose, group: &mut Group) -> Result<Server> {
    start_with(layout, purpose, group, &[])
}

/// Like [`start`], after the SQL in `files` has been applied in the given order.
pub fn start_with(layout: &Layout, purpose: Purpose, group: &mut Group, files: &[PathBuf]) -> Result<Server> {
    let user = User::for_postgres(&data_folder(layout, purpose)?);
    let reachable = layout.reachable_data(user)?;
    let home = reachable.join(purpose.folder());
    fs::create_dir_all(&home)?;
    let secrets = layout.of(purpose).join("secrets");
    private_folder(&secrets)?;
    stop_stray(&home.join("postgres"))?;
    if !purpose.keeps_data() {
        remove(&home.join("postgres"))?;
    }
    let installation = super::obtain(&reachable.join("tools"))?;
    let cluster = Cluster::open(&installation, &home, user, &secrets)?;
    for file in files {
        let sql = fs::read_to_string(file)?;
        let applied = cluster.run_alone(&installation, NAME, &sql, &secrets.join("single.log"));
        applied.with_context(|| format!("{}", file.display()))?;
    }
    let log = layout.log(purpose, "postgres");
    start_on_free_port("Postgres", net::free_port, |port| {
        let recipe = Recipe {
            installation: installation.clone(),
            cluster: cluster.clone(),
            purpose,
            port,
            log: log.clone(),
        };
        let (readiness, pid) = recipe.start(group)?;
        let url = format!("postgres://{NAME}:{}@127.0.0.1:{port}/{NAME}", cluster.password);
        Ok((readiness, Server { url, pid, recipe }))
    })
}

/// Stops the server that a killed run of `purpose` left behind, if there is one.
pub fn stop_left_behind(layout: &Layout, purpose: Purpose) -> Result<()> {
    stop_stray(&data_folder(layout, purpose)?)
}

fn stop_stray(data: &Path) -> Result<()> {
    let Some(pid) = first_line(&data.join("postmaster.pid")).and_then(|line| line.parse().ok()) else {
        return Ok(());
    };
    if stray::runs(pid, "postgres") && stray::lives_in(pid, data) {
        stray::stop(pid, "the Postgres of an earlier run", sys::SIGINT, PATIENCE)?;
    }
    Ok(())
}

/// Where the data of `purpose` lies if it was made before; as root that can be outside the project.
fn data_folder(layout: &Layout, purpose: Purpose) -> Result<PathBuf> {
    let inside = layout.of(purpose).join("postgres");
    let root_user = User::for_postgres(&inside);
    Ok(layout
        .reachable_data(root_user)?
        .join(purpose.folder())
        .join("postgres"))
}

fn command(installation: &Installation, cluster: &Cluster, purpose: Purpose, port: u16) -> Command {
    let mut command = installation.command("postgres");
    // No Unix socket: nothing to sweep, and no limit on the length of its path.
    let mut settings = vec![
        format!("port={port}"),
        "listen_addresses=127.0.0.1".to_owned(),
        "unix_socket_directories=".to_owned(),
        "max_connections=300".to_owned(),
        "logging_collector=off".to_owned(),
        "log_min_messages=warning".to_owned(),
        "log_checkpoints=off".to_owned(),
        "jit=off".to_owned(),
        "timezone=UTC".to_owned(),
    ];
    if purpose == Purpose::Test {
        settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(str::to_owned));
    }
    if purpose == Purpose::Bench && installation.has_library("pg_stat_statements") {
        // The measurement turns it off, unless it is asked what the statements cost (bench/src/statements.rs).
        settings.push("shared_preload_libraries=pg_stat_statements".to_owned());
    }
    command.arg("-D").arg(&cluster.data);
    command.args(settings.iter().flat_map(|setting| ["-c", setting]));
    run_as(&mut command, cluster.user);
    command
}

/// The server writes its state as the eighth line of this file, its process id as the first.
fn is_ready(data: &Path, pid: u32) -> bool {
    fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|text| {
        let mut lines = text.lines();
        lines.next() == Some(&pid.to_string()) && lines.nth(6).is_some_and(|state| state.trim() == "ready")
    })
}

fn first_line(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines().next().map(str::to_owned)
}
