//! The server process.

use super::obtain::{Program, obtain};
use crate::{
    layout::{Layout, Purpose, private_folder, remove},
    net,
    port_race::start_on_free_port,
    process::{Group, Readiness, Service, sys},
    secrets,
};
use anyhow::{Result, bail};
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    time::Duration,
};

/// How long it may take to start (loading its file) or to stop (writing it).
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server.
pub struct Server {
    /// For clients.
    pub url: String,
    /// Its process.
    pub pid: u32,
    recipe: Recipe,
}

/// How the server is started, the first time and after it was killed.
#[derive(Clone)]
struct Recipe {
    program: Program,
    folder: PathBuf,
    password: String,
    purpose: Purpose,
    port: u16,
    log: PathBuf,
}

impl Recipe {
    fn start(&self, group: &mut Group) -> Result<(Readiness, u32)> {
        private_folder(&self.folder)?;
        let mut command = self.program.command();
        command.arg("-").current_dir(&self.folder);
        // On standard input, so that the password is not in the list of processes.
        let service = Service::new("redis", command, self.log.clone())
            .reads(configuration(self.port, &self.password, &self.folder, self.purpose))
            .stops_on(sys::SIGTERM, PATIENCE)
            .on_our_death(sys::SIGTERM);
        let pid = group.start(service)?;
        let ready = || say(self.port, &self.password, "PING").is_ok_and(|answer| answer.contains("+PONG"));
        let readiness = group.wait_until(pid, PATIENCE, ready)?;
        Ok((readiness, pid))
    }
}

impl Server {
    /// Starts it again on its port after it was killed, with what its log kept or with nothing.
    pub fn revive(&mut self, wiped: bool, group: &mut Group) -> Result<()> {
        if wiped {
            remove(&self.recipe.folder)?;
        }
        match self.recipe.start(group)? {
            (Readiness::Ready, pid) => self.pid = pid,
            (Readiness::EndedEarly(last_words), _) => bail!("Redis does not come back\n{last_words}"),
        }
        Ok(())
    }

    /// Says a command and returns the answer.
    pub fn command(&self, command: &str) -> Result<String> {
        Ok(say(self.recipe.port, &self.recipe.password, command)?)
    }
}

/// Starts the private server of `purpose`.
pub fn start(layout: &Layout, purpose: Purpose, group: &mut Group) -> Result<Server> {
    let program = obtain(&layout.tools())?;
    let folder = layout.of(purpose).join("redis");
    if !purpose.keeps_data() {
        remove(&folder)?;
    }
    let password = secrets::random_hex(16)?;
    let log = layout.log(purpose, "redis");
    start_on_free_port("Redis", net::free_port, |port| {
        let recipe = Recipe {
            program: program.clone(),
            folder: folder.clone(),
            password: password.clone(),
            purpose,
            port,
            log: log.clone(),
        };
        let (readiness, pid) = recipe.start(group)?;
        let url = format!("redis://:{password}@127.0.0.1:{port}/0");
        Ok((readiness, Server { url, pid, recipe }))
    })
}

/// Redis holds nothing that must last, yet a kept log makes a warm restart quick; tests and others do without.
fn configuration(port: u16, password: &str, folder: &Path, purpose: Purpose) -> String {
    let append = if purpose.keeps_data() || purpose == Purpose::Chaos {
        "yes"
    } else {
        "no"
    };
    let folder = folder.display();
    format!(
        "port {port}\nbind 127.0.0.1\nrequirepass {password}\ndir \"{folder}\"\ndaemonize no\nsave \"\"\n\
         appendonly {append}\nappendfsync everysec\nmaxmemory-policy noeviction\n"
    )
}

/// Says a command and returns all that is answered.
fn say(port: u16, password: &str, command: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    write!(stream, "AUTH {password}\r\n{command}\r\nQUIT\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
