//! What the runner says: where the processes are.

use anyhow::Context;

/// From the environment that `./dev bench` sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// host:port of the api.
    pub api: String,
    pub database_url: String,
    pub email: String,
    pub password: String,
    pub api_pid: u32,
    pub worker_pids: Vec<u32>,
    pub postgres_pid: u32,
    pub redis_pid: u32,
    /// How rings travel: every line says it.
    pub bell: String,
    /// pgbench, where there is one: without it there is no limit to compare with.
    pub pgbench: Option<String>,
}

#[allow(clippy::disallowed_methods, reason = "a benchmark's settings come from its runner")]
fn get(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set; run it with ./dev bench executions"))
}

impl Settings {
    pub fn from_environment() -> anyhow::Result<Self> {
        let pid = |name: &str| -> anyhow::Result<u32> {
            get(name)?
                .trim()
                .parse()
                .with_context(|| format!("{name} is not a pid"))
        };
        Ok(Self {
            api: get("API_URL")?
                .trim_start_matches("http://")
                .trim_end_matches('/')
                .to_owned(),
            database_url: get("DATABASE_URL")?,
            email: get("ADMIN_EMAIL")?,
            password: get("ADMIN_PASSWORD")?,
            api_pid: pid("API_PID")?,
            worker_pids: get("WORKER_PIDS")?
                .split(',')
                .map(str::parse)
                .collect::<Result<_, _>>()
                .context("WORKER_PIDS")?,
            postgres_pid: pid("POSTGRES_PID")?,
            redis_pid: pid("REDIS_PID")?,
            bell: get("BELL")?,
            pgbench: get("PGBENCH").ok().filter(|p| !p.is_empty()),
        })
    }
}
