//! Python wheels as archives of native files: nothing of Python is run but pip.

use super::Draft;
use crate::{
    layout::Layout,
    process::{OneShot, on_path},
};
use anyhow::{Context, Result};
use std::{path::PathBuf, process::Command};

/// Wheels are asked for this Python, whichever one runs pip: only their native files are used.
const PYTHON: &str = "3.11";

/// The way to call pip on this machine.
pub fn client() -> Option<Command> {
    for name in ["pip3", "pip"] {
        if let Some(pip) = on_path(name) {
            return Some(Command::new(pip)).filter(|_| answers(name));
        }
    }
    let python = on_path("python3")?;
    let found = Command::new(&python)
        .args(["-m", "pip", "--version"])
        .output()
        .is_ok_and(|out| out.status.success());
    found.then(|| {
        let mut command = Command::new(python);
        command.args(["-m", "pip"]);
        command
    })
}

/// A folder of `.data/tools` with Python libraries, fetched once; none where pip or python3 is missing, or the index does not answer.
pub fn library(layout: &Layout, name: &str, arguments: &[&str]) -> Result<Option<PathBuf>> {
    let folder = layout.tools().join(name);
    let mark = folder.join("complete");
    if mark.exists() {
        return Ok(Some(folder));
    }
    let (Some(mut pip), Some(_)) = (client(), on_path("python3")) else {
        return Ok(None);
    };
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--target"])
        .arg(&folder)
        .args(arguments);
    if OneShot::new("pip", pip).shown_ok().is_err() {
        return Ok(None);
    }
    std::fs::write(&mark, "").context("a mark")?;
    Ok(Some(folder))
}

/// Unpacks the wheel `package` (`name==version`) into a folder of the draft's scratch space.
pub fn unpack(draft: &Draft, package: &str) -> Result<PathBuf> {
    let mut command = client().context("pip is not installed")?;
    let (name, _) = package
        .split_once("==")
        .context("a package is pinned as name==version")?;
    let folder = draft.scratch.join(name);
    let arch = std::env::consts::ARCH;
    command
        .args([
            "install",
            "--quiet",
            "--no-deps",
            "--no-compile",
            "--disable-pip-version-check",
        ])
        .args([
            "--only-binary",
            ":all:",
            "--implementation",
            "cp",
            "--python-version",
            PYTHON,
        ])
        .args([
            "--platform",
            &format!("manylinux_2_28_{arch}"),
            "--platform",
            &format!("manylinux_2_27_{arch}"),
        ])
        .args(["--platform", &format!("manylinux2014_{arch}"), "--target"])
        .arg(&folder)
        .arg(package);
    OneShot::new(&format!("pip install {package}"), command).logged(&draft.log(name))?;
    Ok(folder)
}

/// A shim without a Python behind it is no pip.
fn answers(name: &str) -> bool {
    Command::new(name)
        .arg("--version")
        .output()
        .is_ok_and(|out| out.status.success())
}
