//! Postgres and Redis for one run: those that the environment gives, else private ones.

use crate::{
    layout::{Layout, Purpose, remove},
    lock::Lock,
    postgres,
    process::Group,
    redis,
};
use anyhow::Result;
use std::{env, time::Instant};

/// Running services. Their processes belong to the group they were started in.
pub struct Services {
    /// For clients of Postgres.
    pub database_url: String,
    /// For clients of Redis.
    pub redis_url: String,
    /// The private Postgres.
    pub postgres: Option<postgres::Server>,
    /// The private Redis.
    pub redis: Option<redis::Server>,
    /// Keeps a second run of the same data away.
    _lock: Lock,
}

impl Services {
    /// Starts what the environment does not give.
    pub fn start(layout: &Layout, purpose: Purpose, group: &mut Group) -> Result<Self> {
        let started = Instant::now();
        let lock = Lock::take(&lock_file(layout, purpose))?;
        if matches!(purpose, Purpose::Develop | Purpose::Demo) {
            remove(&layout.run_env())?; // of a run that was killed
        }
        let redis = match given(purpose, "REDIS_URL") {
            Some(url) => (url, None),
            None => {
                let server = redis::start(layout, purpose, group)?;
                (server.url.clone(), Some(server))
            }
        };
        let postgres = match given(purpose, "DATABASE_URL") {
            Some(url) => {
                postgres::check_given(&url)?;
                (url, None)
            }
            None => {
                let server = postgres::start(layout, purpose, group)?;
                (server.url.clone(), Some(server))
            }
        };
        println!("  services ready in {:.1} s", started.elapsed().as_secs_f64());
        Ok(Services {
            redis_url: redis.0,
            redis: redis.1,
            database_url: postgres.0,
            postgres: postgres.1,
            _lock: lock,
        })
    }

    /// Both addresses, under the names that api and workers read.
    pub fn variables(&self) -> Vec<(String, String)> {
        vec![
            ("DATABASE_URL".into(), self.database_url.clone()),
            ("REDIS_URL".into(), self.redis_url.clone()),
        ]
    }
}

/// Stacks that write `run.env` exclude each other; tests and measurements run beside them.
pub fn lock_file(layout: &Layout, purpose: Purpose) -> std::path::PathBuf {
    let name = match purpose {
        Purpose::Develop | Purpose::Demo => "run",
        Purpose::Test => "test",
        Purpose::Bench => "bench",
        Purpose::Chaos => "chaos",
    };
    layout.data().join(format!("{name}.lock"))
}

/// The address from the environment; tests prefer one of their own.
fn given(purpose: Purpose, name: &str) -> Option<String> {
    let value = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let own = if purpose == Purpose::Test {
        value(&format!("TEST_{name}"))
    } else {
        None
    };
    own.or_else(|| value(name))
}
