//! `./dev chaos`: runs drills through real processes while it kills, freezes and wipes them, then counts what the clients were promised.

mod chance;
mod events;
mod redis_memory;
mod rolling;
mod strike;

use crate::{
    arguments::Arguments,
    bell::Bell,
    layout::{Layout, Purpose, remove},
    process::{Group, OneShot, go_on},
    services::Services,
    stack::{self, ADMIN_EMAIL, Environment, Profile, Stack, binary},
};
use anyhow::{Context, Result, bail};
use chance::Chance;
use events::Events;
use redis_memory::RedisMemory;
use rolling::Replica;
use std::{
    fs,
    process::Command,
    thread,
    time::{Duration, Instant},
};
use strike::Striker;

/// Workers that run at once.
const WORKERS: usize = 3;

/// What a run is made of.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Drills to be accepted.
    pub executions: usize,
    /// Posted in a second, about.
    pub rate: usize,
    /// CVs uploaded meanwhile.
    pub cvs: usize,
    /// Decides which blows fall, and when.
    pub seed: u64,
    /// Seconds until a silent worker is dead.
    pub lease: u64,
    /// Restart everything in turn, instead of blows.
    pub rolling: bool,
    /// How rings travel.
    pub bell: Bell,
    /// Which build.
    pub profile: Profile,
}

/// Reads the options and runs.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    let mut arguments = Arguments::new(arguments);
    let bells = Bell::chosen(arguments.word("--bell")?.as_deref())?;
    let plan = Plan {
        executions: arguments.number("--executions")?.unwrap_or(20_000),
        rate: arguments.number("--rate")?.unwrap_or(200),
        cvs: arguments.number("--cvs")?.unwrap_or(0),
        seed: arguments.number("--seed")?.unwrap_or(1) as u64,
        lease: arguments.number("--lease")?.unwrap_or(10) as u64,
        rolling: arguments.flag("--rolling"),
        bell: Bell::List,
        profile: if arguments.flag("--debug") {
            Profile::Debug
        } else {
            Profile::Release
        },
    };
    arguments.finish()?;
    perform_each(layout, &plan, &bells)
}

/// A run with each of these bells, up to the first that fails.
pub fn perform_each(layout: &Layout, plan: &Plan, bells: &[Bell]) -> Result<u8> {
    plan.profile.build(layout)?;
    for bell in bells {
        let code = perform(layout, &Plan { bell: *bell, ..*plan })?;
        if code != 0 {
            return Ok(code);
        }
    }
    Ok(0)
}

/// One run, from nothing to the verdict.
fn perform(layout: &Layout, plan: &Plan) -> Result<u8> {
    let mut group = Group::default();
    let mut services = Services::start(layout, Purpose::Chaos, &mut group)?;
    if services.postgres.is_none() || services.redis.is_none() {
        bail!("chaos kills Postgres and Redis: it uses private ones only; unset DATABASE_URL and REDIS_URL");
    }
    let mut environment = Environment::new(layout, Purpose::Chaos, &services)?;
    environment.without_model();
    if plan.rolling {
        // Several times what the clients' balancer takes to notice.
        environment.set("SHUTDOWN_DRAIN_SECONDS", "2");
    }
    environment.set("BELL", plan.bell.name());
    environment.set("LEASE_SECONDS", &plan.lease.to_string());
    environment.set("HEARTBEAT_SECONDS", &(plan.lease / 3).max(1).to_string());
    stack::migrate(layout, plan.profile, Purpose::Chaos, &environment, true)?;
    let mut stack = Stack::start(layout, Purpose::Chaos, plan.profile, &environment, WORKERS, &mut group)?;
    let mut replicas = vec![Replica {
        url: stack.api_url.clone(),
        pid: stack.api_pid,
    }];
    if plan.rolling {
        let (url, pid) = stack.start_replica(&mut group)?;
        replicas.push(Replica { url, pid });
    }
    let urls: Vec<&str> = replicas.iter().map(|replica| replica.url.as_str()).collect();
    let folder = layout.of(Purpose::Chaos).join("record");
    remove(&folder)?;
    fs::create_dir_all(&folder)?;
    let mut command = Command::new(binary(layout, plan.profile, "bench"));
    command
        .arg("chaos")
        .current_dir(&layout.root)
        .envs(environment.variables())
        .env("API_URLS", urls.join(","))
        .env("CHAOS_ROLLING", if plan.rolling { "1" } else { "0" })
        .env("ADMIN_EMAIL", ADMIN_EMAIL)
        .env("ADMIN_PASSWORD", &environment.demo_password)
        .env("CHAOS_FOLDER", &folder)
        .env("CHAOS_EXECUTIONS", plan.executions.to_string())
        .env("CHAOS_CVS", plan.cvs.to_string())
        .env("CHAOS_RATE", plan.rate.to_string())
        .env("CHAOS_SEED", plan.seed.to_string());
    println!(
        "  {} with BELL={}: {} executions at {} a second, seed {}, lease {} s, {} api, {WORKERS} workers",
        if plan.rolling { "rolling restarts" } else { "chaos" },
        plan.bell.name(),
        plan.executions,
        plan.rate,
        plan.seed,
        plan.lease,
        replicas.len()
    );
    let mut client = OneShot::new("the clients", command).begin()?;
    let mut events = Events::create(&folder.join("events.jsonl"))?;
    let mut chance = Chance::new(plan.seed);
    let (posted, mut cards, mut memory) = (folder.join("posted"), Vec::new(), RedisMemory::default());
    // The clients log in and post their first drills in peace.
    pause(Duration::from_secs(2), &mut client)?;
    while !posted.exists() && client.is_running()? {
        let mut striker = Striker {
            plan,
            services: &mut services,
            stack: &mut stack,
            group: &mut group,
            events: &mut events,
        };
        if plan.rolling {
            striker.restart_everything(&mut replicas)?;
        } else {
            if cards.is_empty() {
                cards = strike::deck(&mut chance);
            }
            striker.strike(cards.pop().unwrap_or_default(), &mut chance)?;
        }
        pause(Duration::from_millis(chance.between(1500, 5000)), &mut client)?;
        memory.sample(services.redis.as_ref().context("a private Redis")?);
        if let Some(dead) = group.reap().into_iter().next() {
            bail!("{} ended by itself ({})\n{}", dead.name, dead.status, dead.last_words);
        }
    }
    let status = client.end()?;
    memory.sample(services.redis.as_ref().context("a private Redis")?);
    println!("  Redis: {memory}");
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// Sleeps in small steps, as long as the clients live and nobody wants a stop.
fn pause(time: Duration, client: &mut crate::process::Begun) -> Result<()> {
    let began = Instant::now();
    while began.elapsed() < time && client.is_running().context("the clients")? {
        go_on()?;
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}
