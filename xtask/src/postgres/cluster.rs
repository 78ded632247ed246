//! The data folder: made once, with a database, a superuser and a random password.

use super::Installation;
use crate::{
    layout::remove,
    process::{
        OneShot,
        user::{User, run_as},
    },
    secrets,
};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Name of the superuser and of its database.
pub const NAME: &str = "app";

/// A data folder and who may run it.
#[derive(Clone)]
pub struct Cluster {
    /// The folder.
    pub data: PathBuf,
    /// Runs as this user; `None` is ourselves.
    pub user: Option<User>,
    /// Password of [`NAME`].
    pub password: String,
}

impl Cluster {
    /// Opens the cluster in `home/postgres`, making it when it is not there yet.
    pub fn open(installation: &Installation, home: &Path, user: Option<User>, secrets: &Path) -> Result<Self> {
        let data = home.join("postgres");
        let password_file = secrets.join("postgres.password");
        match made_by(&data) {
            Some(major) if major != installation.major => bail!(
                "{} was made by Postgres {major}, this is {}: remove that folder (its data is lost), or set PG_BIN to the programs of {major}",
                data.display(),
                installation.major
            ),
            Some(_) => {
                let password = fs::read_to_string(&password_file).context("the cluster's password is lost")?;
                Ok(Cluster { data, user, password })
            }
            None => make(installation, home, data, user, &password_file),
        }
    }

    /// Runs SQL without a server and without a client, on a cluster that is not running: Postgres' single-user
    /// mode, where a statement ends at a blank line.
    pub fn run_alone(&self, installation: &Installation, database: &str, sql: &str, log: &Path) -> Result<()> {
        let lines: Vec<&str> = sql.lines().filter(|line| !line.trim().is_empty()).collect();
        let text = format!("{}\n\n", lines.join("\n"));
        let mut single = installation.command("postgres");
        single
            .args(["--single", "-F", "-j", "-D"])
            .arg(&self.data)
            .arg(database);
        run_as(&mut single, self.user);
        OneShot::new("postgres --single", single).reads(&text).logged(log)?;
        // It goes on after an error and ends well.
        let said = fs::read_to_string(log)?;
        match said
            .lines()
            .find(|line| line.contains("ERROR:") || line.contains("FATAL:"))
        {
            Some(line) => bail!("{line}"),
            None => Ok(()),
        }
    }
}

/// The major version that made a finished data folder. Our own mark is written last: PG_VERSION comes early.
fn made_by(data: &Path) -> Option<u32> {
    data.join("MADE_BY_DEV")
        .exists()
        .then(|| fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok())?
}

fn make(
    installation: &Installation,
    home: &Path,
    data: PathBuf,
    user: Option<User>,
    password_file: &Path,
) -> Result<Cluster> {
    remove(&data)?;
    fs::create_dir_all(&data)?;
    fs::set_permissions(&data, Permissions::from_mode(0o700))?;
    let password = secrets::random_hex(16)?;
    let handed_over = home.join("initdb.password");
    secrets::write_private(&handed_over, &password)?;
    if let Some(user) = user {
        user.own(&data)?;
        user.own(&handed_over)?;
    }
    let log = password_file.with_file_name("initdb.log");
    // C.UTF-8 knows the case of accented letters; a C library without it leaves C.
    let made = initdb(installation, &data, user, &handed_over, "C.UTF-8", &log)
        .or_else(|_| initdb(installation, &data, user, &handed_over, "C", &log));
    remove(&handed_over)?;
    made?;
    let cluster = Cluster { data, user, password };
    cluster.run_alone(installation, "postgres", &format!("CREATE DATABASE {NAME};"), &log)?;
    secrets::write_private(password_file, &cluster.password)?;
    fs::write(cluster.data.join("MADE_BY_DEV"), "")?;
    Ok(cluster)
}

fn initdb(
    installation: &Installation,
    data: &Path,
    user: Option<User>,
    password_file: &Path,
    locale: &str,
    log: &Path,
) -> Result<()> {
    let mut command = installation.command("initdb");
    command
        .args(["--username", NAME, "--encoding", "UTF8", "--locale", locale])
        .args(["--auth", "scram-sha-256", "--no-instructions", "--no-sync"])
        .arg(format!("--pwfile={}", password_file.display()))
        .arg("-D")
        .arg(data);
    run_as(&mut command, user);
    OneShot::new("initdb", command).logged(log)
}
