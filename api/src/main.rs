//! `api serve` answers; the other commands prepare what it needs.

use std::process::ExitCode;

/// Gives back what a burst or a password's hash (19 MiB each) took; the C library's keeps it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    api::cli::run(&arguments)
}
