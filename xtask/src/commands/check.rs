//! `./dev check`: what CI does, from the quickest check to the slowest.

use super::{clients, contract, fuzz, test};
use crate::{
    arguments::Arguments,
    layout::Layout,
    process::OneShot,
    stack::{Profile, binary, cargo},
};
use anyhow::{Context, Result, bail};
use std::{fs, process::Command};

/// Runs every check and names all that failed, not only the first.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let mut arguments = Arguments::new(arguments);
    let tests = !arguments.flag("--no-tests");
    arguments.finish()?;
    let runner = ["--manifest-path", "xtask/Cargo.toml"];
    let runner_target = layout.target().join("xtask").display().to_string();
    let mut failed = Vec::new();
    let mut check = |name: &str, result: Result<()>| -> Result<()> {
        crate::process::go_on()?;
        if let Err(error) = result {
            eprintln!("  FAILED {name}: {error:#}");
            failed.push(name.to_owned());
        }
        Ok(())
    };
    check("format", cargo_run(layout, &["fmt", "--all", "--check"]))?;
    check(
        "format of xtask",
        cargo_run(layout, &[&["fmt", "--check"], &runner[..]].concat()),
    )?;
    check("licences and advisories", deny(layout))?;
    let lints = ["clippy", "--locked", "--all-targets"];
    let strict = ["--", "-D", "warnings"];
    check(
        "lints",
        cargo_run(layout, &[&lints[..], &["--workspace"], &strict].concat()),
    )?;
    let target = ["--target-dir", &runner_target];
    check(
        "lints of xtask",
        cargo_run(layout, &[&lints[..], &runner, &target, &strict].concat()),
    )?;
    check(
        "tests of xtask",
        cargo_run(
            layout,
            &[&["test", "--quiet", "--locked"], &runner[..], &target].concat(),
        ),
    )?;
    check("OpenAPI", openapi(layout))?;
    check("the running api against its description", contract::run(layout))?;
    check("generated clients", clients::run(layout))?;
    check("the CV engine under a fuzzer", fuzz::run(layout))?;
    if tests {
        let code = test::run(layout, &[])?;
        check(
            "tests",
            if code == 0 {
                Ok(())
            } else {
                Err(anyhow::anyhow!("exit code {code}"))
            },
        )?;
    }
    if failed.is_empty() {
        println!("  every check passed");
        return Ok(0);
    }
    bail!("failed: {}", failed.join(", "))
}

fn cargo_run(layout: &Layout, arguments: &[&str]) -> Result<()> {
    println!("  cargo {}", arguments.join(" "));
    let mut command = cargo(layout);
    command.args(arguments);
    OneShot::new(&format!("cargo {}", arguments[0]), command).shown_ok()
}

/// The committed description is the generated one.
fn openapi(layout: &Layout) -> Result<()> {
    Profile::Debug.build(layout)?;
    let out = Command::new(binary(layout, Profile::Debug, "api"))
        .arg("openapi")
        .output()
        .context("api openapi")?;
    if !out.status.success() {
        bail!("api openapi failed: {}", String::from_utf8_lossy(&out.stderr).trim());
    }
    let committed = fs::read(layout.root.join("api/openapi.json")).context("api/openapi.json")?;
    if committed.trim_ascii_end() != out.stdout.trim_ascii_end() {
        bail!("api/openapi.json is old: cargo run -p api -- openapi > api/openapi.json");
    }
    Ok(())
}

/// cargo-deny with the advisories that are here; fetching them may be impossible on a closed network.
fn deny(layout: &Layout) -> Result<()> {
    let installed = cargo(layout)
        .args(["deny", "--version"])
        .output()
        .is_ok_and(|out| out.status.success());
    if !installed {
        println!("  skipped: licences and advisories (cargo-deny is not installed)");
        return Ok(());
    }
    let fetched = cargo(layout)
        .args(["deny", "fetch", "db"])
        .output()
        .is_ok_and(|out| out.status.success());
    if !fetched {
        println!("  skipped: advisories (their database cannot be fetched)");
        return cargo_run(layout, &["deny", "check", "licenses", "bans", "sources"]);
    }
    cargo_run(layout, &["deny", "check"])
}
