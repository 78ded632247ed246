//! `./dev bench NAME`: measures in release, on a durable Postgres, with api and two workers running.

use crate::{
    fetch::pip,
    layout::{Layout, Purpose},
    postgres,
    process::{Group, OneShot},
    services::Services,
    stack::{self, ADMIN_EMAIL, Environment, Profile, Stack, cargo},
};
use anyhow::{Result, bail};

/// Starts everything and hands over to `bench/`, with addresses and process ids in its environment.
pub fn run(layout: &Layout, arguments: &[String]) -> Result<u8> {
    let Some(name) = arguments.first() else {
        bail!("which one? ./dev bench executions | tenants | cvs | http")
    };
    Profile::Release.build(layout)?;
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Bench, &mut group)?;
    let mut environment = Environment::new(layout, Purpose::Bench, &services)?;
    // What is measured is executions; a model would be most of the memory.
    environment.without_model();
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
        .args(&arguments[1..]);
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
