//! The running api against its own description: schemathesis sends what openapi.json allows and what it does not, as an admin and as a
//! manager, and finds no 5xx and no answer that the description lacks. Bounded, so that it may be a part of every check.

use crate::{
    demo::client::Client,
    fetch::pip,
    layout::{Layout, Purpose},
    process::{Group, OneShot, on_path},
    services::Services,
    stack::{self, ADMIN_EMAIL, Environment, Profile, Stack},
};
use anyhow::{Context, Result};
use std::{path::PathBuf, process::Command};

const SCHEMATHESIS: &str = "schemathesis==4.32.5";
/// Cases an operation and kind of input, good and bad.
const EXAMPLES: &str = "15";
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
/// What would end the caller's own session, and what never ends.
const LEFT_OUT: [&str; 4] = ["log_out", "log_out_everywhere", "change_password", "follow_execution"];

/// Runs both, or says why it is skipped.
pub fn run(layout: &Layout) -> Result<()> {
    let Some(library) = library(layout)? else {
        println!("  skipped: schemathesis (pip or python3 is not installed, or PyPI does not answer)");
        return Ok(());
    };
    Profile::Debug.build(layout)?;
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Bench, &mut group)?;
    let environment = Environment::new(layout, Purpose::Bench, &services)?;
    stack::migrate(layout, Profile::Debug, Purpose::Bench, &environment, true)?;
    let stack = Stack::start(layout, Purpose::Bench, Profile::Debug, &environment, 0, &mut group)?;
    let mut outcome = Ok(());
    for email in [ADMIN_EMAIL, "manager.alpha@demo.example"] {
        println!("  schemathesis as {email}");
        let client = Client::log_in(&stack.api_url, email, &environment.demo_password)?;
        let mut command = Command::new(on_path("python3").context("python3")?);
        command
            .env("PYTHONPATH", &library)
            .current_dir(layout.data())
            .args(["-c", "from schemathesis.cli import schemathesis; schemathesis()"])
            .args(["run", &format!("{}/openapi.json", stack.api_url)])
            .args(["--header", &format!("Authorization: {}", client.bearer())])
            .args([
                "--checks",
                CHECKS,
                "--max-examples",
                EXAMPLES,
                // The same cases at every run: what is found today was not hidden by luck yesterday.
                "--generation-deterministic",
                "--workers",
                "2",
            ])
            .args(["--phases", "examples,fuzzing", "--continue-on-failure"])
            .args(["--no-color", "--warnings", "off", "--request-timeout", "70"]);
        for operation in LEFT_OUT {
            command.args(["--exclude-operation-id", operation]);
        }
        let ran = OneShot::new("schemathesis", command).shown_ok();
        outcome = outcome.and(ran);
    }
    group.stop_all();
    outcome
}

fn library(layout: &Layout) -> Result<Option<PathBuf>> {
    pip::library(layout, &SCHEMATHESIS.replace("==", "-"), &[SCHEMATHESIS])
}
