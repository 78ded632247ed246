//! `api serve` answers; the other commands prepare what it needs.

use std::process::ExitCode;

/// Gives back what a burst or a password's hash (19 MiB each) took; the C library's keeps it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The allocator asks for huge pages, and each holds 2 MiB for whatever little lies in it: here they were two thirds of the heap.
    // A kernel without them has nothing to disable.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    api::cli::run(&arguments)
}
