//! A database that the environment gives: used as it is, after a look at its extensions.

use super::NEEDED;
use crate::process::on_path;
use anyhow::{Result, bail};
use std::process::Command;

/// Checks that the server at `url` answers and offers the needed extensions. Without psql on the machine the
/// check is left to the migrations, whose error names the extension as well.
pub fn check_given(url: &str) -> Result<()> {
    let Some(psql) = on_path("psql") else { return Ok(()) };
    let list = NEEDED.map(|name| format!("'{name}'")).join(",");
    let sql = format!("SELECT name FROM pg_available_extensions WHERE name IN ({list})");
    let out = Command::new(psql)
        .env("PGCONNECT_TIMEOUT", "10")
        .args([
            "--no-psqlrc",
            "--no-password",
            "--tuples-only",
            "--no-align",
            "--command",
            &sql,
            url,
        ])
        .output()?;
    if !out.status.success() {
        bail!(
            "the database in DATABASE_URL does not answer: {}",
            String::from_utf8_lossy(&out.stderr).trim()
        );
    }
    let available = String::from_utf8_lossy(&out.stdout).into_owned();
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .filter(|name| !available.lines().any(|line| line == *name))
        .collect();
    if !missing.is_empty() {
        bail!(
            "the server in DATABASE_URL does not offer the extension {}: install it there (pgvector: package postgresql-NN-pgvector or image pgvector/pgvector), or unset DATABASE_URL for a private server",
            missing.join(", ")
        );
    }
    Ok(())
}
