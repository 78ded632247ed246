//! The server process.

use super::obtain::obtain;
use crate::{
    layout::{Layout, Purpose, private_folder, remove},
    net,
    port_race::start_on_free_port,
    process::{Group, Service, sys},
    secrets,
};
use anyhow::Result;
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
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
}

/// Starts the private server of `purpose`.
pub fn start(layout: &Layout, purpose: Purpose, group: &mut Group) -> Result<Server> {
    let program = obtain(&layout.tools())?;
    let folder = layout.of(purpose).join("redis");
    if !purpose.keeps_data() {
        remove(&folder)?;
    }
    private_folder(&folder)?;
    let password = secrets::random_hex(16)?;
    let log = layout.log(purpose, "redis");
    start_on_free_port("Redis", net::free_port, |port| {
        let mut command = program.command();
        command.arg("-").current_dir(&folder);
        // On standard input, so that the password is not in the list of processes.
        let service = Service::new("redis", command, log.clone())
            .reads(configuration(port, &password, &folder, purpose))
            .stops_on(sys::SIGTERM, PATIENCE)
            .on_our_death(sys::SIGTERM);
        let pid = group.start(service)?;
        let readiness = group.wait_until(pid, PATIENCE, || answers(port, &password).unwrap_or(false))?;
        Ok((
            readiness,
            Server {
                url: format!("redis://:{password}@127.0.0.1:{port}/0"),
                pid,
            },
        ))
    })
}

/// Redis holds nothing that must last, yet a kept log makes a warm restart quick; tests and others do without.
fn configuration(port: u16, password: &str, folder: &Path, purpose: Purpose) -> String {
    let append = if purpose.keeps_data() { "yes" } else { "no" };
    let folder = folder.display();
    format!(
        "port {port}\nbind 127.0.0.1\nrequirepass {password}\ndir \"{folder}\"\ndaemonize no\nsave \"\"\n\
         appendonly {append}\nappendfsync everysec\nmaxmemory-policy noeviction\n"
    )
}

fn answers(port: u16, password: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_millis(500)))?;
    write!(stream, "AUTH {password}\r\nPING\r\nQUIT\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer.contains("+PONG"))
}
