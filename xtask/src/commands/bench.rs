//! `./dev bench NAME`: measures in release, on a durable Postgres, with api and two workers running.

use crate::{
    arguments::Arguments,
    bell::Bell,
    fetch::pip,
    layout::{Layout, Purpose},
    postgres,
    process::{Group, OneShot},
    services::Services,
    stack::{self, ADMIN_EMAIL, Environment, Profile, Stack, cargo},
};
use anyhow::{Result, bail};

/// Measures with each bell that is asked for, in turn and from nothing each time.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let mut arguments = Arguments::new(arguments);
    let bells = Bell::chosen(arguments.word("--bell")?.as_deref())?;
    let arguments = arguments.rest();
    let Some((name, more)) = arguments.split_first() else {
        bail!("which one? ./dev bench executions | drains | tenants | cvs | http")
    };
    Profile::Release.build(layout)?;
    for bell in bells {
        let code = measure(layout, name, more, bell)?;
        if code != 0 {
            return Ok(code);
        }
    }
    Ok(0)
}

/// Starts everything and hands over to `bench/`, with addresses and process ids in its environment.
fn measure(layout: &Layout, name: &str, arguments: &[String], bell: Bell) -> Result<u8> {
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Bench, &mut group)?;
    let mut environment = Environment::new(layout, Purpose::Bench, &services)?;
    // What is measured is executions; a model would be most of the memory.
    environment.without_model();
    environment.set("BELL", bell.name());
    if name == "http" {
        // Neither writes a line a request: the peer runs with --no-access-log.
        environment.set("RUST_LOG", "warn");
    }
    stack::migrate(layout, Profile::Release, Purpose::Bench, &environment, true)?;
    let stack = Stack::start(layout, Purpose::Bench, Profile::Release, &environment, 2, &mut group)?;
    let mut command = cargo(layout);
    command
        .args([
            "run",
            "--quiet",
            "--release",
            "--locked",
            "--package",
            "bench",
            "--",
            name,
        ])
        .args(arguments);
    command
        .envs(environment.variables())
        .envs(addresses(&stack, &environment))
        .envs(pids(&services, &stack));
    if name == "http" {
        let list = layout
            .root
            .join("bench/peers/fastapi/requirements.txt")
            .display()
            .to_string();
        if let Some(folder) = pip::library(layout, "peer-fastapi", &["-r", &list])? {
            command.env("PEER_PYTHONPATH", folder);
        }
    }
    if let Some(pgbench) = postgres::pgbench() {
        command.env("PGBENCH", pgbench);
    }
    let status = OneShot::new("the measurement", command).shown()?;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

fn addresses(stack: &Stack, environment: &Environment) -> Vec<(&'static str, String)> {
    vec![
        ("API_URL", stack.api_url.clone()),
        ("WORKER_METRICS_URLS", stack.worker_metrics_urls()),
        ("ADMIN_EMAIL", ADMIN_EMAIL.to_owned()),
        ("ADMIN_PASSWORD", environment.demo_password.clone()),
    ]
}

/// Process ids for what is measured per process; services that the environment gives have none here.
fn pids(services: &Services, stack: &Stack) -> Vec<(&'static str, String)> {
    let workers: Vec<String> = stack.workers.iter().map(|worker| worker.pid.to_string()).collect();
    let mut pids = vec![
        ("API_PID", stack.api_pid.to_string()),
        ("WORKER_PIDS", workers.join(",")),
    ];
    pids.extend(
        services
            .postgres
            .iter()
            .map(|server| ("POSTGRES_PID", server.pid.to_string())),
    );
    pids.extend(
        services
            .redis
            .iter()
            .map(|server| ("REDIS_PID", server.pid.to_string())),
    );
    pids
}
