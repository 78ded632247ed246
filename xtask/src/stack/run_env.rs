//! `.data/run.env`: how scripts find a running stack.

use super::{ADMIN_EMAIL, Environment, Stack};
use crate::{
    layout::{Layout, remove},
    secrets::write_private,
    services::Services,
};
use anyhow::Result;
use std::path::PathBuf;

/// The file while the stack runs; dropping it removes the file.
pub struct Announcement {
    file: PathBuf,
    lasting: String,
}

impl Announcement {
    /// Writes the file, for our eyes only.
    pub fn new(layout: &Layout, services: &Services, environment: &Environment, stack: &Stack) -> Result<Self> {
        let lasting = [
            line("DATABASE_URL", &services.database_url),
            line("REDIS_URL", &services.redis_url),
            line("ADMIN_EMAIL", ADMIN_EMAIL),
            line("ADMIN_PASSWORD", &environment.demo_password),
            line("RUNNER_PID", &std::process::id().to_string()),
        ];
        let announcement = Announcement {
            file: layout.run_env(),
            lasting: lasting.concat(),
        };
        announcement.renew(stack)?;
        Ok(announcement)
    }

    /// Writes it again after workers have come or gone.
    pub fn renew(&self, stack: &Stack) -> Result<()> {
        let urls = line("API_URL", &stack.api_url) + &line("WORKER_METRICS_URLS", &stack.worker_metrics_urls());
        write_private(&self.file, &(urls + &self.lasting))
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        if let Err(error) = remove(&self.file) {
            eprintln!("  {error:#}");
        }
    }
}

/// An assignment that a shell can read; plain values stay plain, for readers that know no quotes.
fn line(name: &str, value: &str) -> String {
    let plain = value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-./:@,+=%".contains(c));
    if plain {
        format!("{name}={value}\n")
    } else {
        format!("{name}='{}'\n", value.replace('\'', "'\\''"))
    }
}
