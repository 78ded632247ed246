//! Debian packages without root and without touching the system: apt gets state folders of its own, packages are
//! unpacked and never installed. Signatures are checked against the machine's own keys as always.

use super::Draft;
use crate::process::{OneShot, on_path};
use anyhow::{Context, Result, bail};
use std::{
    env::{self, consts::ARCH},
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A private apt with its lists read.
pub struct Apt<'a> {
    draft: &'a Draft,
    home: PathBuf,
}

impl<'a> Apt<'a> {
    /// Reads the lists of the machine's own sources, and of the source packages of `source_suites` at the same
    /// mirror.
    pub fn prepare(draft: &'a Draft, source_suites: &[&str]) -> Result<Self> {
        on_path("apt-get").context("apt-get is not installed")?;
        on_path("dpkg").context("dpkg is not installed")?;
        let home = draft.scratch.join("apt");
        for folder in ["lists/partial", "cache/archives/partial", "archives"] {
            fs::create_dir_all(home.join(folder))?;
        }
        let apt = Apt { draft, home };
        fs::write(apt.home.join("sources.list"), sources(source_suites)?)?;
        let mut command = apt.command();
        command.arg("update");
        apt.run("apt-get update", command)?;
        Ok(apt)
    }

    /// Downloads `packages` and everything they need that the machine lacks, and unpacks it all into `into`.
    pub fn unpack_with_dependencies(&self, packages: &[&str], into: &Path) -> Result<()> {
        let mut command = self.command();
        command
            .args([
                "install",
                "--download-only",
                "--yes",
                "--reinstall",
                "--no-install-recommends",
            ])
            .args(packages);
        self.run("apt-get install --download-only", command)?;
        self.unpack_all(&self.home.join("cache/archives"), into)
    }

    /// Downloads exactly `packages` and unpacks them into `into`.
    pub fn unpack(&self, packages: &[&str], into: &Path) -> Result<()> {
        let archives = self.home.join("archives");
        let mut command = self.command();
        command.current_dir(&archives).arg("download").args(packages);
        self.run("apt-get download", command)?;
        self.unpack_all(&archives, into)
    }

    /// Downloads a source package and unpacks its original archive into `into`.
    pub fn unpack_source(&self, package: &str, into: &Path) -> Result<()> {
        let folder = self.home.join("source");
        fs::create_dir_all(&folder)?;
        let mut command = self.command();
        command
            .current_dir(&folder)
            .args(["source", "--download-only", package]);
        self.run("apt-get source", command)?;
        let archive = super::find_below(&folder, &|name| name.contains(".orig.tar")).context("no original archive")?;
        let mut tar = Command::new("tar");
        tar.arg("-xf")
            .arg(archive)
            .arg("--strip-components=1")
            .arg("-C")
            .arg(into);
        self.run("tar", tar)
    }

    fn unpack_all(&self, archives: &Path, into: &Path) -> Result<()> {
        for entry in fs::read_dir(archives)?.flatten() {
            if entry.path().extension().is_some_and(|ext| ext == "deb") {
                let mut command = Command::new("dpkg");
                command.arg("-x").arg(entry.path()).arg(into);
                self.run("dpkg -x", command)?;
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// apt-get with all that it writes redirected into our folder. Its sandbox user could not write there.
    fn command(&self) -> Command {
        let mut command = Command::new("apt-get");
        let home = self.home.display();
        let options = [
            format!("Dir::Etc::sourcelist={home}/sources.list"),
            "Dir::Etc::sourceparts=/dev/null".to_owned(),
            format!("Dir::State::lists={home}/lists"),
            format!("Dir::Cache={home}/cache"),
            "Debug::NoLocking=1".to_owned(),
            "APT::Sandbox::User=".to_owned(),
            "Acquire::Languages=none".to_owned(),
            "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false".to_owned(),
            "Acquire::Retries=3".to_owned(),
        ];
        command
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env("LC_ALL", "C")
            .arg("-q");
        command.args(options.iter().flat_map(|option| ["-o", option]));
        command
    }

    fn run(&self, what: &str, command: Command) -> Result<()> {
        OneShot::new(what, command).logged(&self.draft.log("apt"))
    }
}

/// Search path for the shared libraries in a tree of unpacked packages; none when the tree has no such folder.
pub fn libraries(root: &Path) -> Option<OsString> {
    let folders = ["usr/lib", "lib"].map(|lib| root.join(format!("{lib}/{ARCH}-linux-gnu")));
    folders[0].is_dir().then(|| env::join_paths(folders).ok())?
}

/// The keys of Debian, where its keyring package puts them.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// The machine's own distribution in one list, with source packages of `source_suites` from the same mirror.
/// Third-party sources are left out: a broken one would fail the update.
fn sources(source_suites: &[&str]) -> Result<String> {
    let codename = codename().context("/etc/os-release names no release")?;
    let targets = Command::new("apt-get")
        .args([
            "indextargets",
            "--format",
            "$(SITE) $(RELEASE) $(COMPONENT)",
            "Created-By: Packages",
        ])
        .output()
        .context("cannot run apt-get indextargets")?;
    let keys = if Path::new(KEYRING).exists() {
        format!("[signed-by={KEYRING}] ")
    } else {
        String::new()
    };
    let mut list = String::new();
    let mut mirror = None;
    for line in String::from_utf8_lossy(&targets.stdout).lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let &[site, release, component] = fields.as_slice() else {
            continue;
        };
        let ours = release == codename || release.starts_with(&format!("{codename}-"));
        if ours && matches!(component, "main" | "universe") {
            list.push_str(&format!("deb {keys}{site} {release} {component}\n"));
            mirror = mirror.or_else(|| (release == codename).then(|| site.to_owned()));
        }
    }
    let Some(mirror) = mirror else {
        bail!("apt has no source for {codename}")
    };
    for suite in source_suites {
        list.push_str(&format!("deb-src {keys}{mirror} {suite} main\n"));
    }
    Ok(list)
}

/// `bookworm` on Debian 12.
fn codename() -> Option<String> {
    let text = fs::read_to_string("/etc/os-release").ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="))?;
    Some(value.trim_matches('"').to_owned())
}
