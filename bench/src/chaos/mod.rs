//! The clients of `./dev chaos`: they post drills, whatever dies, keep their own record of what was accepted, and count at the end.

mod balancer;
mod cvs;
mod load;
mod recovery;
mod unanswered;
mod verdict;

use crate::client::Client;
use anyhow::{Context, bail, ensure};
use balancer::Balancer;
use serde_json::json;
use sqlx::{PgPool, postgres::PgPoolOptions};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};
use unanswered::Unanswered;

/// How long everything may take to settle once the last blow has fallen.
const PATIENCE: Duration = Duration::from_secs(180);

/// From the environment that the runner sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// host:port of each api.
    pub apis: Vec<String>,
    /// How rings travel.
    pub bell: String,
    /// Everything is restarted in order: no request may fail.
    pub rolling: bool,
    pub database_url: String,
    pub email: String,
    pub password: String,
    /// Where the runner writes its blows and looks for our word that all is posted.
    pub folder: PathBuf,
    pub executions: usize,
    /// Posts a second, about.
    pub rate: usize,
    pub seed: u64,
    /// CVs uploaded meanwhile.
    pub cvs: usize,
}

#[allow(clippy::disallowed_methods, reason = "the settings come from the runner")]
fn get(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| format!("{name} is not set; run it with ./dev chaos"))
}

impl Settings {
    fn from_environment() -> anyhow::Result<Self> {
        let number =
            |name: &str| -> anyhow::Result<u64> { get(name)?.parse().with_context(|| format!("{name} is no number")) };
        Ok(Self {
            apis: get("API_URLS")?
                .split(',')
                .map(|url| url.trim_start_matches("http://").to_owned())
                .collect(),
            bell: get("BELL")?,
            rolling: get("CHAOS_ROLLING")? == "1",
            database_url: get("DATABASE_URL")?,
            email: get("ADMIN_EMAIL")?,
            password: get("ADMIN_PASSWORD")?,
            folder: get("CHAOS_FOLDER")?.into(),
            executions: usize::try_from(number("CHAOS_EXECUTIONS")?)?,
            rate: usize::try_from(number("CHAOS_RATE")?)?.max(1),
            seed: number("CHAOS_SEED")?,
            cvs: usize::try_from(number("CHAOS_CVS")?)?,
        })
    }

    /// The exercise's name: what its effects are counted by.
    pub fn label(&self) -> String {
        format!("chaos-{}", self.seed)
    }
}

/// Posts, waits, counts; an error when anything was lost, done twice, stuck or wrong.
pub async fn run() -> anyhow::Result<()> {
    let s = Settings::from_environment()?;
    let first = s.apis.first().context("API_URLS is empty")?;
    let token = Client::log_in(first, &s.email, &s.password).await?;
    let began = Instant::now();
    let balancer = Balancer::start(&s.apis);
    let unanswered = Unanswered::default();
    let uploading = tokio::spawn(cvs::upload_all(
        s.clone(),
        balancer.clone(),
        token.clone(),
        unanswered.clone(),
    ));
    let accepted = load::post_all(&s, &balancer, &token, &unanswered).await?;
    let uploaded = uploading.await??;
    std::fs::write(s.folder.join("posted"), "")?;
    println!(
        "  accepted {} in {:.0} s; {} requests had to be sent again:\n{unanswered}  waiting for the last to end",
        accepted.len() + uploaded.len(),
        began.elapsed().as_secs_f64(),
        unanswered.total(),
    );
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .acquire_timeout(Duration::from_secs(30))
        .connect(&s.database_url)
        .await?;
    settle(&pool).await?;
    let verdict = verdict::count(&pool, &s.label(), &accepted).await?;
    let recovery = recovery::measure(&pool, &s.folder.join("events.jsonl")).await?;
    let cvs = cvs::count(&pool, &uploaded).await?;
    verdict.show(&recovery);
    if cvs.accepted > 0 {
        println!(
            "  {} CVs accepted, {} analysed exactly once\n",
            cvs.accepted, cvs.analysed_once
        );
    }
    println!(
        "{}",
        json!({ "chaos": verdict, "cvs": cvs, "recovery": recovery, "seed": s.seed, "bell": s.bell, "unanswered_requests": unanswered.total() })
    );
    ensure!(cvs.analysed_once == cvs.accepted, "a CV was not analysed exactly once");
    ensure!(
        !s.rolling || unanswered.total() == 0,
        "a request failed during a rolling restart"
    );
    ensure!(verdict.is_clean(), "what was accepted was not all done, and done once");
    Ok(())
}

/// Until nothing is live any more, or time is up: what is left then counts as stuck.
async fn settle(pool: &PgPool) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        match sqlx::query_scalar::<_, bool>("SELECT EXISTS (SELECT FROM executions)")
            .fetch_one(pool)
            .await
        {
            Ok(false) => return Ok(()),
            // The last blow may have been Postgres'.
            Ok(true) | Err(_) if began.elapsed() < PATIENCE => tokio::time::sleep(Duration::from_millis(200)).await,
            Ok(true) => return Ok(()),
            Err(error) => bail!("Postgres does not come back: {error}"),
        }
    }
}
