//! The CV engine under a fuzzer for a moment: `fuzz/`, a workspace of its own, with cargo-fuzz where it is installed.

use crate::{layout::Layout, process::OneShot, stack::cargo};
use anyhow::Result;

/// What is fuzzed.
const TARGETS: &[&str] = &[
    "detect",
    "plain",
    "rtf",
    "html",
    "docx",
    "odt",
    "container",
    "pdf",
    "fields",
];
/// Seconds a target.
const SECONDS: &str = "-max_total_time=2";

/// Runs every target briefly from its committed seeds. A finding fails; without cargo-fuzz nothing is tried.
pub fn run(layout: &Layout) -> Result<()> {
    let installed = cargo(layout)
        .args(["fuzz", "--version"])
        .output()
        .is_ok_and(|out| out.status.success());
    if !installed {
        println!("  skipped: fuzzing (cargo-fuzz is not installed: cargo install cargo-fuzz)");
        return Ok(());
    }
    for target in TARGETS {
        println!("  cargo fuzz run {target}");
        let mut command = cargo(layout);
        // Coverage needs no nightly but the leave to use its flags; sanitizers find what safe code does not do.
        command
            .current_dir(layout.root.join("fuzz"))
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("CARGO_TARGET_DIR")
            .args(["fuzz", "run", "--sanitizer", "none", target]);
        let corpus = layout.target().join("fuzz").join(target);
        std::fs::create_dir_all(&corpus)?;
        command.arg(corpus).arg(format!("seeds/{target}"));
        command.args(["--", SECONDS, "-max_len=32768", "-rss_limit_mb=2048", "-timeout=20"]);
        OneShot::new(&format!("cargo fuzz run {target}"), command).shown_ok()?;
    }
    Ok(())
}
