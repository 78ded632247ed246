//! What `./dev` runs: services, the stack, the demo, tests, checks, measurements.
//!
//! Rooms: `process` (children and their ends), `fetch` (getting what is missing), `postgres`, `redis` and
//! `embedder` (what is got, and how it runs), `services` (both servers), `stack` (api and workers on top),
//! `demo` (the main job over HTTP), `chaos` (drills while processes die), `commands` (one file a command).

mod arguments;
mod bell;
mod chaos;
mod commands;
mod demo;
mod embedder;
mod fetch;
mod http;
mod layout;
mod lock;
mod net;
mod port_race;
mod postgres;
mod process;
mod redis;
mod secrets;
mod services;
mod stack;

use anyhow::Result;
use std::process::ExitCode;

fn main() -> ExitCode {
    process::sys::count_stop_signals();
    let outcome = run(std::env::args().skip(1).collect());
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if process::stop_requested() => {
            eprintln!("  {error:#}");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Vec<String>) -> Result<u8> {
    let command = if arguments.is_empty() {
        "help".to_owned()
    } else {
        arguments.remove(0)
    };
    commands::run(&command, arguments)
}
