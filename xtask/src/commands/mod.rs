//! One file a command.

mod bench;
mod check;
mod clients;
mod contract;
mod demo;
mod detach;
mod doctor;
mod fuzz;
mod prepare;
mod services;
mod stop;
mod test;
mod up;

use crate::{
    chaos,
    layout::Layout,
    process::{sys, user},
};
use anyhow::Result;

const HELP: &str = "\
./dev demo [--once] [--release]   set up what is missing, start all, do the main job, show what it proved; stay up
./dev up [--release] [--workers N] [--restart] [--detach]
                                  set up, build, migrate, seed, start api and workers; stay up
./dev test [ARGUMENTS]            set up and run every test; arguments go to cargo nextest (else cargo test)
./dev check [--no-tests]          what CI does: format, lints, OpenAPI, licences, tests
./dev contract                    the running api against its description (schemathesis); a part of ./dev check
./dev clients                     generated clients (TypeScript, Python) against the running api; a part of ./dev check
./dev bench NAME [--bell B] [ARGUMENTS]
                                  measure, in release, on durable services; B: list, apalis-redis, or both in turn
./dev chaos [--executions N] [--cvs N] [--seed S] [--rate R] [--lease SECONDS] [--rolling] [--bell B] [--debug]
                                  kill, freeze and wipe processes under load; count what was lost or done twice
./dev services                    only Postgres and Redis; prints their addresses and stays up
./dev prepare                     rewrite .sqlx after a query or the schema changed
./dev stop                        stop what runs here
./dev doctor                      what this machine has and lacks
";

/// Runs a command and returns the exit code.
pub fn run(command: &str, arguments: Vec<String>) -> Result<u8> {
    if matches!(command, "help" | "--help" | "-h") {
        print!("{HELP}");
        return Ok(0);
    }
    if user::we_are_root() {
        sys::open_umask();
    }
    let layout = Layout::here()?;
    match command {
        "demo" => demo::run(&layout, arguments),
        "up" => up::run(&layout, arguments),
        "test" => test::run(&layout, &arguments),
        "check" => check::run(&layout, arguments),
        "contract" => contract::run(&layout).map(|()| 0),
        "clients" => clients::run(&layout).map(|()| 0),
        "bench" => bench::run(&layout, arguments),
        "chaos" => chaos::run(&layout, arguments),
        "services" => services::run(&layout, arguments),
        "prepare" => prepare::run(&layout, arguments),
        "stop" => stop::run(&layout, arguments),
        "doctor" => doctor::run(&layout, arguments),
        unknown => {
            eprint!("unknown command {unknown}\n{HELP}");
            Ok(2)
        }
    }
}
