//! Postgres programs on this machine.

use super::extensions;
use crate::process::on_path;
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest major version that the project's SQL runs on.
const OLDEST: u32 = 15;

/// A set of programs that belong together.
#[derive(Clone, Debug)]
pub struct Installation {
    /// Folder of `initdb` and `postgres`.
    pub bin: PathBuf,
    /// Major version.
    pub major: u32,
    /// Search path for the shared libraries that came with it.
    libraries: Option<OsString>,
}

impl Installation {
    /// The installation with its programs in `bin`, if they run and are new enough.
    pub fn at(bin: &Path, libraries: Option<OsString>) -> Option<Self> {
        let mut found = Installation {
            bin: bin.to_owned(),
            major: 0,
            libraries,
        };
        if !found.bin.join("initdb").is_file() {
            return None;
        }
        let out = found.command("postgres").arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        found.major = text.split_whitespace().nth(2)?.split('.').next()?.parse().ok()?;
        (found.major >= OLDEST).then_some(found)
    }

    /// One of its programs, with a plain locale.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.bin.join(program));
        command.env("LC_ALL", "C.UTF-8");
        if let Some(libraries) = &self.libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        command
    }

    /// True when the server can load this library.
    pub fn has_library(&self, name: &str) -> bool {
        let file = format!("{name}.so");
        ["../lib", "../lib/postgresql", "../lib64/pgsql"]
            .iter()
            .any(|folder| self.bin.join(folder).join(&file).is_file())
    }

    /// Which needed extensions it lacks.
    pub fn missing_extensions(&self) -> Vec<&'static str> {
        extensions::missing(&self.bin, self.major)
    }
}

/// What is installed on the machine, newest first. `PG_BIN` may name a folder that counts before all others.
pub fn installed() -> Vec<Installation> {
    let mut folders: Vec<PathBuf> = env::var_os("PG_BIN").map(PathBuf::from).into_iter().collect();
    let mut versions: Vec<PathBuf> = subfolders("/usr/lib/postgresql");
    versions.extend(
        subfolders("/usr")
            .into_iter()
            .filter(|path| path.to_string_lossy().contains("/pgsql-")),
    );
    versions.sort_by_key(|path| std::cmp::Reverse(trailing_number(path)));
    folders.extend(versions.into_iter().map(|path| path.join("bin")));
    let linked = on_path("initdb").and_then(|path| fs::canonicalize(path).ok());
    folders.extend(linked.and_then(|path| path.parent().map(Path::to_path_buf)));
    folders.dedup();
    folders.iter().filter_map(|bin| Installation::at(bin, None)).collect()
}

/// A `pgbench` of the machine; the fetched Postgres brings none.
pub fn pgbench() -> Option<PathBuf> {
    let beside = installed().into_iter().map(|found| found.bin.join("pgbench"));
    beside.chain(on_path("pgbench")).find(|file| file.is_file())
}

fn subfolders(of: &str) -> Vec<PathBuf> {
    fs::read_dir(of)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect()
}

/// 15 for `/usr/lib/postgresql/15`.
fn trailing_number(path: &Path) -> u32 {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.rsplit('-')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}
