//! Node packages as archives: no install script of theirs is run by npm.

use super::Draft;
use crate::{
    layout::Layout,
    process::{OneShot, on_path},
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What npm is never asked to do: run a package's script, report, advertise.
const QUIETLY: [&str; 5] = [
    "--silent",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--ignore-scripts",
];

/// A folder of `.data/tools` with the modules that `package-lock.json` in `wanted` names, fetched again when it changed; none where npm or node
/// is missing, or the registry does not answer.
pub fn modules(layout: &Layout, name: &str, wanted: &Path) -> Result<Option<PathBuf>> {
    let folder = layout.tools().join(name);
    let (lock, mark) = (fs::read(wanted.join("package-lock.json"))?, folder.join("complete"));
    let modules = folder.join("node_modules");
    if fs::read(&mark).is_ok_and(|complete| complete == lock) {
        return Ok(Some(modules));
    }
    let (Some(npm), Some(_)) = (on_path("npm"), on_path("node")) else {
        return Ok(None);
    };
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package-lock.json"), &lock)?;
    fs::copy(wanted.join("package.json"), folder.join("package.json"))?;
    let mut command = Command::new(npm);
    // npm waits a minute before its second try again: too long to find out that there is no network.
    command
        .current_dir(&folder)
        .args(["ci", "--fetch-retries", "1"])
        .args(QUIETLY);
    if OneShot::new("npm ci", command).shown_ok().is_err() {
        return Ok(None);
    }
    fs::write(mark, lock)?;
    Ok(Some(modules))
}

/// Unpacks `package` (`@scope/name`) of `version` and returns its folder.
pub fn unpack(draft: &Draft, package: &str, version: &str) -> Result<PathBuf> {
    let npm = on_path("npm").context("npm is not installed")?;
    let folder = draft.scratch.join("npm");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\": true}")?;
    let mut command = Command::new(npm);
    command
        .current_dir(&folder)
        .arg("install")
        .args(QUIETLY)
        .arg(format!("{package}@{version}"));
    OneShot::new(&format!("npm install {package}@{version}"), command).logged(&draft.log("npm"))?;
    Ok(folder.join("node_modules").join(package))
}

/// Runs a script of an unpacked package, read before it was trusted, with node.
pub fn run_script(draft: &Draft, package: &PathBuf, script: &str) -> Result<()> {
    let mut command = Command::new(on_path("node").context("node is not installed")?);
    command.current_dir(package).arg(script);
    OneShot::new(&format!("node {script}"), command).logged(&draft.log("node"))
}
