//! The capped child: hostile files are read in a process of their own, which ends with the file.
//!
//! ```text
//! worker ── spawn self "parse-child" ──> child: rlimits, no new privileges, empty environment, dies with its parent
//!        ── request on stdin ─────────>  analyse() on a thread with a large, known stack
//!        <─ one JSON answer on stdout ─  exit
//! ```
//!
//! Stack overflow and failed allocation cannot be caught inside a process, and memory once touched is not
//! given back; a process has neither problem. Whatever kills the child is a refusal of the file, named
//! after the limit that was exceeded, and never an error of the worker.

mod child;
mod limits;
mod native;
mod protocol;
mod verdict;

use std::process::Stdio;
use std::time::Duration;

use shared::resumes::engine::catalogue::CatalogueSkill;
use shared::resumes::engine::{Analysis, Code, Rejection, YearMonth};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};
use tokio_util::sync::CancellationToken;

pub use child::child_main;
pub use limits::Limits;
pub use native::NativeAnalyser;

/// Hidden subcommand under which the executable runs as the child.
pub const CHILD_COMMAND: &str = "parse-child";

/// Largest answer taken from a child, in bytes.
const ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// How much of a child's last words is kept, in bytes.
const LAST_WORDS_BYTES: u64 = 4 * 1024;

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

/// Runs analyses in child processes.
#[derive(Debug, Clone)]
pub struct Sandbox {
    limits: Limits,
    /// The catalogue as JSON, written to each child.
    skills: std::sync::Arc<[u8]>,
}

impl Sandbox {
    /// A sandbox with these limits, whose children know these skills.
    pub fn new(limits: Limits, skills: &[CatalogueSkill]) -> serde_json::Result<Self> {
        Ok(Self {
            limits,
            skills: serde_json::to_vec(skills)?.into(),
        })
    }

    /// Analyses a file in a child of its own. `as_of` stands for "present".
    pub async fn analyse(
        &self,
        bytes: &[u8],
        as_of: YearMonth,
        cancel: &CancellationToken,
    ) -> Result<Analysis, Failure> {
        let mut child = self.spawn()?;
        let request = protocol::request(as_of, &self.skills);
        let talk = talk(&mut child, &request, bytes);
        let ended = tokio::select! {
            said = talk => Ended::Said(said?),
            () = tokio::time::sleep(self.limits.wall) => Ended::TimedOut,
            () = cancel.cancelled() => Ended::Cancelled,
        };
        match ended {
            Ended::Said(said) => {
                // The pipes are closed; a child that lingers without them is killed as well.
                let status = match tokio::time::timeout(Duration::from_secs(1), child.wait()).await {
                    Ok(status) => status?,
                    Err(_) => end(&mut child).await?,
                };
                verdict::judge(status, &said.answer, &said.last_words, &self.limits).map_err(Failure::from)
            }
            Ended::TimedOut => {
                end(&mut child).await?;
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
                end(&mut child).await?;
                Err(Failure::Cancelled)
            }
        }
    }

    fn spawn(&self) -> std::io::Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg(CHILD_COMMAND)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        limits::apply_before_exec(&mut command, &self.limits);
        command.spawn()
    }
}

enum Ended {
    Said(Said),
    TimedOut,
    Cancelled,
}

struct Said {
    answer: Vec<u8>,
    last_words: Vec<u8>,
}

/// Writes the request while reading the answer: neither side can block the other on a full pipe.
async fn talk(child: &mut Child, request: &[u8], bytes: &[u8]) -> std::io::Result<Said> {
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(std::io::Error::other("the child has no pipes"));
    };
    let write = async move {
        // A child that died early closes its pipe: its status says why, not this error.
        let sent = async {
            stdin.write_all(request).await?;
            stdin.write_all(bytes).await?;
            stdin.shutdown().await
        };
        let _: std::io::Result<()> = sent.await;
    };
    let (mut answer, mut last_words) = (Vec::new(), Vec::new());
    let (mut stdout, mut stderr) = (stdout.take(ANSWER_BYTES), stderr.take(LAST_WORDS_BYTES));
    let read = async {
        tokio::try_join!(stdout.read_to_end(&mut answer), stderr.read_to_end(&mut last_words))?;
        std::io::Result::Ok(())
    };
    let ((), read) = tokio::join!(write, read);
    read?;
    Ok(Said { answer, last_words })
}

/// Kills the child's whole process group and reaps it.
async fn end(child: &mut Child) -> std::io::Result<std::process::ExitStatus> {
    if let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()) {
        // SAFETY: kill takes plain numbers; the child is its group's leader and not yet reaped, so the id is its own.
        unsafe { libc::kill(-pid, libc::SIGKILL) };
    }
    child.wait().await
}
