//! The command line.

use crate::{router, serve, tls};
use anyhow::{Context, bail};
use shared::{
    config::{Config, Secret},
    db::{Db, Silence},
    identity::{
        passwords::Passwords,
        usecases::{NewUser, create_user},
    },
    kernel::{Clock, EmailAddress, Role},
    seed, telemetry,
};
use std::{
    future::Future,
    io::{ErrorKind, Read, Write},
    path::Path,
    process::ExitCode,
};

const USAGE: &str = "usage: api serve                  answer HTTP until SIGTERM
       api migrate                bring the schema forward, under an advisory lock
       api seed DIR               load demo data (password of its users: DEMO_PASSWORD)
       api create-admin EMAIL     make an admin; the password is read from standard input
       api openapi                print the OpenAPI document";

/// Runs one command.
#[must_use]
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["serve"] => started(serve::serve),
        ["migrate"] => started(migrate),
        ["seed", dir] => started(async |config| load_seeds(config, Path::new(dir)).await),
        ["create-admin", email] => started(async |config| create_admin(config, email).await),
        ["openapi"] => print_openapi(),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("api: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn started<F: Future<Output = anyhow::Result<()>>>(command: impl FnOnce(Config) -> F) -> anyhow::Result<()> {
    let config = Config::load_and(|read| read.tls.as_ref().map(tls::faults).unwrap_or_default())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let entered = runtime.enter();
    let _telemetry = telemetry::start("api", config.environment, &config.telemetry);
    drop(entered);
    config.warn_of_plain_connections();
    runtime.block_on(command(config))
}

/// A database whose transactions ring nobody: workers find what a command line enqueued in the ledger.
fn database(config: &Config) -> anyhow::Result<Db> {
    Db::open(config.database_url.expose(), 4, Silence, Clock::System).context("DATABASE_URL")
}

async fn migrate(config: Config) -> anyhow::Result<()> {
    database(&config)?
        .migrate()
        .await
        .context("the schema was not brought forward")
}

async fn load_seeds(config: Config, dir: &Path) -> anyhow::Result<()> {
    let db = database(&config)?;
    let loaded = seed::load(&db, &config, &Passwords::new(2)?, dir).await?;
    let seed::Loaded {
        skills,
        users,
        consultants,
        tenders,
    } = loaded;
    tell(&format!(
        "{skills} skills; new: {users} users, {consultants} consultants, {tenders} tenders"
    ))
}

async fn create_admin(config: Config, email: &str) -> anyhow::Result<()> {
    let Ok(email) = EmailAddress::parse(email) else {
        bail!("`{email}` is not an e-mail address");
    };
    let mut password = String::new();
    std::io::stdin().take(4096).read_to_string(&mut password)?;
    let password = Secret::new(password.trim_end_matches(['\r', '\n']));
    let new = NewUser {
        email,
        password_hash: Passwords::new(1)?.hash(&password).await?,
        first_name: None,
        last_name: None,
        role: Role::Admin,
        company_id: None,
    };
    let mut tx = database(&config)?.begin().await?;
    let id = create_user(&mut tx, &new).await.context("the admin was not made")?;
    tx.commit().await?;
    tell(&format!("admin {id} is made"))
}

fn print_openapi() -> anyhow::Result<()> {
    tell(&router::api_document().to_pretty_json()?)
}

/// Says a line on standard output. Whoever reads it may have heard enough (`api openapi | head -1`): that is no fault of the command.
fn tell(line: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        told => told.context("standard output"),
    }
}
