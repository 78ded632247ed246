//! `./dev test`: every test, with services of its own, and a short chaos with each bell at the end.

use crate::{
    bell::Bell,
    chaos::{self, Plan},
    embedder,
    layout::{Layout, Purpose},
    process::{Group, OneShot},
    services::Services,
    stack::{Profile, cargo},
};
use anyhow::Result;
use std::process::Command;

/// About a dozen blows, most kinds of them, in under a minute.
const SHORT_CHAOS: Plan = Plan {
    executions: 1000,
    rate: 25,
    cvs: 20,
    seed: 1,
    lease: 3,
    rolling: false,
    bell: Bell::List,
    profile: Profile::Debug,
};

/// Sets up, runs cargo-nextest where it is installed and `cargo test` elsewhere, and passes their exit code on.
pub fn run(layout: &Layout, arguments: &[String]) -> Result<u8> {
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Test, &mut group)?;
    let mut command = cargo(layout);
    if has_nextest(layout) {
        command.args(["nextest", "run", "--locked"]);
    } else {
        println!("  cargo-nextest is not installed: cargo test runs them, more slowly");
        command.args(["test", "--locked"]);
    }
    if !arguments
        .iter()
        .any(|argument| argument == "-p" || argument.starts_with("--package"))
    {
        command.arg("--workspace");
    }
    command.args(arguments).envs(variables(layout, &services)?);
    let status = OneShot::new("the test run", command).shown()?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    if code != 0 || !arguments.is_empty() {
        return Ok(code);
    }
    if services.postgres.is_none() || services.redis.is_none() {
        println!("  skipped: chaos, which kills Postgres and Redis, and these are not ours");
        return Ok(code);
    }
    drop((services, group));
    chaos::perform_each(layout, &SHORT_CHAOS, &Bell::ALL)
}

/// The addresses under both names: tests read `TEST_*`, programs that they start read the plain ones.
fn variables(layout: &Layout, services: &Services) -> Result<Vec<(String, String)>> {
    let plain = services.variables();
    let mut all: Vec<_> = plain
        .iter()
        .map(|(name, value)| (format!("TEST_{name}"), value.clone()))
        .collect();
    all.extend(plain);
    all.extend(embedder::variables(layout)?);
    Ok(all)
}

fn has_nextest(layout: &Layout) -> bool {
    let mut ask: Command = cargo(layout);
    ask.args(["nextest", "--version"])
        .output()
        .is_ok_and(|out| out.status.success())
}
