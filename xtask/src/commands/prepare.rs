//! `./dev prepare`: rewrites `.sqlx`, the checked shapes of all queries, against a new database. An author's
//! command: everyone else builds from the committed files.

use crate::{
    arguments::Arguments,
    layout::{Layout, Purpose, remove},
    lock::Lock,
    postgres,
    process::{Group, OneShot},
    services::lock_file,
    stack::cargo,
};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::SystemTime,
};

/// Applies the migrations to an empty database, then compiles everything against it into a draft that replaces
/// `.sqlx` only when it is complete.
pub fn run(layout: &Layout, arguments: Vec<String>) -> Result<u8> {
    Arguments::new(arguments).finish()?;
    let mut group = Group::default();
    let _lock = Lock::take(&lock_file(layout, Purpose::Test))?;
    // By Postgres itself: `api migrate` may not compile before the queries are described.
    let server = postgres::start_with(layout, Purpose::Test, &mut group, &migrations(layout)?)?;
    let draft = layout.data().join("sqlx-draft");
    remove(&draft)?;
    fs::create_dir_all(&draft)?;
    for package in ["shared", "api", "worker"] {
        // A query is described when its crate is compiled; an unchanged one would be skipped.
        touch(&layout.root.join(package).join("src/lib.rs"))?;
    }
    let mut command = cargo(layout);
    command
        .args(["check", "--workspace", "--all-targets", "--locked"])
        .env_remove("SQLX_OFFLINE")
        .env("SQLX_OFFLINE_DIR", &draft)
        .env("DATABASE_URL", &server.url);
    OneShot::new("cargo check", command).shown_ok()?;
    let queries = fs::read_dir(&draft)?.count();
    if queries == 0 {
        bail!("no query was described");
    }
    let kept = layout.root.join(".sqlx");
    remove(&kept)?;
    fs::create_dir(&kept)?;
    for entry in fs::read_dir(&draft)?.flatten() {
        fs::copy(entry.path(), kept.join(entry.file_name()))?;
    }
    remove(&draft)?;
    println!("  .sqlx holds {queries} queries");
    Ok(0)
}

/// The migrations in their order.
fn migrations(layout: &Layout) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(layout.root.join("migrations")).context("migrations/")?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ext| ext == "sql"));
    files.sort();
    Ok(files)
}

fn touch(file: &Path) -> Result<()> {
    let opened = File::options()
        .append(true)
        .open(file)
        .with_context(|| format!("cannot touch {}", file.display()))?;
    Ok(opened.set_modified(SystemTime::now())?)
}
