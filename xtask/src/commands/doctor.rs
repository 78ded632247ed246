//! `./dev doctor`: what this machine has and lacks.

use crate::{
    arguments::Arguments,
    fetch::pip,
    layout::{Layout, Purpose},
    lock, postgres,
    process::on_path,
    redis,
    services::lock_file,
};
use anyhow::Result;
use std::env;

/// Prints one line a thing; changes nothing.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    Arguments::new(arguments).finish()?;
    for name in [
        "DATABASE_URL",
        "REDIS_URL",
        "S3_BUCKET",
        "EMBED_MODEL_DIR",
        "ORT_DYLIB_PATH",
    ] {
        // Only whether: an address may hold a password.
        line(
            name,
            if env::var_os(name).is_some() {
                "given"
            } else {
                "not given"
            },
        );
    }
    let installed = postgres::installed();
    for found in &installed {
        line("installed", &postgres::describe(found));
    }
    if installed.is_empty() {
        line("installed", "no Postgres");
    }
    let redis = redis::installed().map_or("no Redis >= 6.2".to_owned(), |found| {
        format!("Redis in {}", found.file.display())
    });
    line("installed", &redis);
    for client in [
        "npm",
        "node",
        "apt-get",
        "psql",
        "pgbench",
        "cargo-nextest",
        "cargo-deny",
        "docker",
    ] {
        line(
            client,
            &on_path(client).map_or("no".to_owned(), |path| path.display().to_string()),
        );
    }
    line("pip", if pip::client().is_some() { "yes" } else { "no" });
    for place in std::fs::read_dir(layout.tools()).into_iter().flatten().flatten() {
        if place.path().is_dir() {
            line("fetched", &place.path().display().to_string());
        }
    }
    for (purpose, what) in [
        (Purpose::Develop, "up or demo"),
        (Purpose::Test, "test"),
        (Purpose::Bench, "bench"),
        (Purpose::Chaos, "chaos"),
    ] {
        let holder = lock::holder(&lock_file(layout, purpose));
        line(
            what,
            &holder.map_or("does not run".to_owned(), |pid| format!("runs as process {pid}")),
        );
    }
    Ok(0)
}

fn line(name: &str, value: &str) {
    println!("  {name:<16}{value}");
}
