//! The capped child: hostile files are read in a process of their own, which ends with the file.
//!
//! ```text
//! worker ── spawn self "parse-child" ──> keeper: rlimits, no new privileges, empty environment; reads the catalogue, no file
//!        ── one file on stdin ────────>    fork: CPU limit, analyse() on a thread with a large, known stack
//!        <─ one JSON answer on stdout ─    exit; the keeper waits for the next file
//! ```
//!
//! Stack overflow and failed allocation cannot be caught inside a process, and memory once touched is not
//! given back; a process has neither problem. Whatever kills the fork kills its keeper and is a refusal of the file, named
//! after the limit that was exceeded, and never an error of the worker; the next file gets another keeper.

mod child;
mod keeper;
mod limits;
mod native;
mod protocol;
mod tesseract;
mod verdict;

use std::sync::{Arc, Mutex, PoisonError};

use cv_engine::catalogue::CatalogueSkill;
use cv_engine::{Analysis, Code, Rejection, YearMonth};
use tokio_util::sync::CancellationToken;

pub use child::child_main;
use keeper::{Keeper, Said};
pub use limits::Limits;
pub use native::NativeAnalyser;

/// Hidden subcommand under which the executable runs as the child.
pub const CHILD_COMMAND: &str = "parse-child";

/// Why there is no analysis.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The file is refused; trying again would not help.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The job was cancelled; the child is gone.
    #[error("cancelled")]
    Cancelled,
    /// The child could not be run at all: a fault of the machine, not of the file.
    #[error("the parser process could not be run: {0}")]
    Spawn(#[from] std::io::Error),
}

/// Runs analyses in child processes; its clones share their keepers.
#[derive(Debug, Clone)]
pub struct Sandbox {
    limits: Limits,
    /// The catalogue as JSON, written to each keeper.
    skills: Arc<[u8]>,
    /// Keepers prepare for many files.
    warm: bool,
    /// Keepers without a file: at most as many as files were ever read at once.
    idle: Arc<Mutex<Vec<Keeper>>>,
}

impl Sandbox {
    /// A sandbox with these limits, whose children know these skills. `warm` pays off from a few files on.
    pub fn new(limits: Limits, skills: &[CatalogueSkill], warm: bool) -> serde_json::Result<Self> {
        Ok(Self {
            limits,
            skills: serde_json::to_vec(skills)?.into(),
            warm,
            idle: Arc::default(),
        })
    }

    /// True when its children know exactly the skills of the other.
    fn knows_as_much_as(&self, other: &Self) -> bool {
        self.skills == other.skills
    }

    /// Analyses a file in a child of its own. `as_of` stands for "present".
    pub async fn analyse(
        &self,
        bytes: &[u8],
        as_of: YearMonth,
        cancel: &CancellationToken,
    ) -> Result<Analysis, Failure> {
        let mut keeper = self.keeper()?;
        let ended = tokio::select! {
            said = keeper.ask(as_of, bytes) => Ended::Said(said?),
            () = tokio::time::sleep(self.limits.wall) => Ended::TimedOut,
            () = cancel.cancelled() => Ended::Cancelled,
        };
        match ended {
            Ended::Said(Said::Answer(answer)) => {
                self.idle().push(keeper);
                verdict::of_answer(&answer).map_err(Failure::from)
            }
            Ended::Said(Said::Ended { status, .. }) if verdict::is_unable(status) => {
                Err(std::io::Error::other(format!("it ended with {status}")).into())
            }
            Ended::Said(Said::Ended { status, last_words }) => {
                Err(verdict::of_end(status, &last_words, &self.limits).into())
            }
            Ended::TimedOut => {
                keeper.end().await?;
                Err(Rejection::new(
                    Code::LimitsExceeded,
                    format!(
                        "Reading the file took longer than {} s of wall time. Send a simpler export of the CV.",
                        self.limits.wall.as_secs()
                    ),
                )
                .into())
            }
            Ended::Cancelled => {
                keeper.end().await?;
                Err(Failure::Cancelled)
            }
        }
    }

    /// Lets the keepers without a file end by themselves, and reaps them: what they used is then counted as this process'.
    pub async fn close(&self) {
        let idle = std::mem::take(&mut *self.idle());
        for keeper in idle {
            if let Err(error) = keeper.finish().await {
                tracing::warn!(%error, "a parser process could not be reaped");
            }
        }
    }

    /// One that waits, or a new one.
    fn keeper(&self) -> std::io::Result<Keeper> {
        while let Some(mut keeper) = { self.idle().pop() } {
            if keeper.is_alive() {
                return Ok(keeper);
            }
        }
        Keeper::spawn(&self.limits, &self.skills, self.warm)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Keeper>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Ended {
    Said(Said),
    TimedOut,
    Cancelled,
}
