//! `api serve` answers; the other commands prepare what it needs.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    api::cli::run(&arguments)
}
