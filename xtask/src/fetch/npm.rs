//! Node packages as archives: no install script of theirs is run by npm.

use super::Draft;
use crate::process::{OneShot, on_path};
use anyhow::{Context, Result};
use std::{fs, path::PathBuf, process::Command};

/// Unpacks `package` (`@scope/name`) of `version` and returns its folder.
pub fn unpack(draft: &Draft, package: &str, version: &str) -> Result<PathBuf> {
    let npm = on_path("npm").context("npm is not installed")?;
    let folder = draft.scratch.join("npm");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\": true}")?;
    let mut command = Command::new(npm);
    command
        .current_dir(&folder)
        .args([
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--no-update-notifier",
            "--ignore-scripts",
        ])
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
