//! Building the workspace.

use crate::{layout::Layout, process::OneShot};
use anyhow::Result;
use std::{env, path::PathBuf, process::Command};

/// How the product is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// For work: fast to build.
    Debug,
    /// For measurements.
    Release,
}

impl Profile {
    /// Builds every crate at once: other sets of crates would mean other features, and the world built again.
    pub fn build(self, layout: &Layout) -> Result<()> {
        let mut command = cargo(layout);
        command.args(["build", "--workspace", "--locked"]);
        if self == Profile::Release {
            command.arg("--release");
        }
        println!("  building ({})", self.folder());
        OneShot::new("cargo build", command).shown_ok()
    }

    fn folder(self) -> &'static str {
        match self {
            Profile::Debug => "debug",
            Profile::Release => "release",
        }
    }
}

/// A built program.
pub fn binary(layout: &Layout, profile: Profile, name: &str) -> PathBuf {
    layout.target().join(profile.folder()).join(name)
}

/// cargo in the project's root. Queries are checked against `.sqlx`, whatever database the environment names.
pub fn cargo(layout: &Layout) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&layout.root).env("SQLX_OFFLINE", "true");
    command
}
