//! `./dev up`: the whole product, for daily work.

use super::detach;
use crate::{
    arguments::Arguments,
    layout::{Layout, Purpose},
    process::{Follower, Group, go_on},
    services::Services,
    stack::{self, ADMIN_EMAIL, Announcement, Environment, Profile, Stack},
};
use anyhow::{Result, bail};
use std::{thread, time::Duration};

/// Options of the command.
struct Options {
    profile: Profile,
    workers: usize,
    restart: bool,
    detach: bool,
    build: bool,
}

/// Starts everything and stays until Ctrl-C or `./dev stop`.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let options = Options::read(arguments.clone())?;
    if options.build {
        options.profile.build(layout)?;
    }
    if options.detach {
        return detach::run(layout, arguments);
    }
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Develop, &mut group)?;
    let environment = Environment::new(layout, Purpose::Develop, &services)?;
    stack::migrate(layout, options.profile, Purpose::Develop, &environment, true)?;
    let names = (1..=options.workers)
        .map(|number| format!("worker{number}"))
        .chain(["api".to_owned()]);
    let files = names
        .map(|name| (name.clone(), layout.log(Purpose::Develop, &name)))
        .collect();
    let mut stack = Stack::start(
        layout,
        Purpose::Develop,
        options.profile,
        &environment,
        options.workers,
        &mut group,
    )?;
    let announcement = Announcement::new(layout, &services, &environment, &stack)?;
    println!("{}", welcome(&stack, &environment));
    let follower = Follower::start(files);
    let outcome = stay(&mut stack, &mut group, options.restart, &announcement);
    drop(announcement);
    group.stop_all();
    drop(follower);
    outcome.map(|()| 0)
}

impl Options {
    fn read(arguments: Vec<String>) -> Result<Self> {
        let mut arguments = Arguments::new(arguments);
        let options = Options {
            profile: if arguments.flag("--release") {
                Profile::Release
            } else {
                Profile::Debug
            },
            workers: arguments.number("--workers")?.unwrap_or(2),
            restart: arguments.flag("--restart"),
            detach: arguments.flag("--detach"),
            build: !arguments.flag("--no-build"),
        };
        arguments.finish()?;
        Ok(options)
    }
}

/// Where to look and how to log in.
pub fn welcome(stack: &Stack, environment: &Environment) -> String {
    format!(
        "\n  API        {0}/api/v1\n  Swagger UI {0}/docs\n  Log-ins    {ADMIN_EMAIL}, manager.alpha@demo.example, \
         manager.beta@demo.example,\n             client.gamma@demo.example, client.delta@demo.example\n  \
         Password   {1}\n  Scripts    .data/run.env      Ctrl-C or ./dev stop ends it\n",
        stack.api_url, environment.demo_password
    )
}

/// Watches over the processes until a stop is asked for. A worker may die (its work goes on elsewhere) and is only
/// replaced when `restart` says so; anything else that ends, ends the run.
pub fn stay(stack: &mut Stack, group: &mut Group, restart: bool, announcement: &Announcement) -> Result<()> {
    while go_on().is_ok() {
        for dead in group.reap() {
            if !dead.name.starts_with("worker") {
                bail!("{} ended ({})\n{}", dead.name, dead.status, dead.last_words);
            }
            println!("  {} ended ({})", dead.name, dead.status);
            stack.workers.retain(|worker| worker.pid != dead.pid);
            if restart {
                stack.start_worker(&dead.name, group)?;
            }
            announcement.renew(stack)?;
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
