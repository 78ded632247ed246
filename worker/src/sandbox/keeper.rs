//! A keeper as its parent sees it: a process that forks a child for each file it is sent.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use cv_engine::YearMonth;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};

use super::{CHILD_COMMAND, Limits, limits, protocol};

/// The program that runs, also when its file was replaced or removed: a path would lead to another one, or to none.
const OWN_PROGRAM: &str = "/proc/self/exe";
/// Largest answer taken from a child, in bytes.
const ANSWER_BYTES: u64 = 16 * 1024 * 1024;
/// How much of a child's last words is kept, in bytes.
const LAST_WORDS_BYTES: usize = 4 * 1024;
/// How long a process may linger whose pipes are closed.
const LINGER: Duration = Duration::from_secs(1);

/// A running keeper between two files.
#[derive(Debug)]
pub struct Keeper {
    child: Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    stderr: ChildStderr,
    /// The catalogue, until the first file is sent.
    greeting: Vec<u8>,
}

/// What came of a file.
pub enum Said {
    /// The answer, as JSON; the keeper waits for the next file.
    Answer(Vec<u8>),
    /// The keeper is gone, and its fork with it.
    Ended {
        /// How.
        status: ExitStatus,
        /// What it wrote on its standard error.
        last_words: Vec<u8>,
    },
}

impl Keeper {
    /// Starts one; `skills` is the catalogue as JSON.
    pub fn spawn(limits: &Limits, skills: &[u8], warm: bool) -> std::io::Result<Self> {
        let mut command = Command::new(OWN_PROGRAM);
        command
            .arg(CHILD_COMMAND)
            .arg(limits.cpu_seconds.to_string())
            .args(warm.then_some("warm"))
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true);
        limits::apply_before_exec(&mut command, limits);
        let mut child = command.spawn()?;
        let (Some(stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(std::io::Error::other("the child has no pipes"));
        };
        let greeting = [&protocol::length(skills.len())[..], skills].concat();
        Ok(Self {
            child,
            stdin,
            stdout,
            stderr,
            greeting,
        })
    }

    /// False when it ended by itself while it had nothing to do.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Sends a file and waits for what comes of it.
    pub async fn ask(&mut self, as_of: YearMonth, file: &[u8]) -> std::io::Result<Said> {
        let mut last_words = Vec::new();
        let answer = {
            let head = [std::mem::take(&mut self.greeting), protocol::head(as_of, file.len())].concat();
            let stdin = &mut self.stdin;
            let write = async move {
                // A child that died early closes its pipe: its end says why, not this error.
                let sent = async {
                    stdin.write_all(&head).await?;
                    stdin.write_all(file).await
                };
                let _: std::io::Result<()> = sent.await;
            };
            let stdout = &mut self.stdout;
            // Writes while it reads: neither side can block the other on a full pipe.
            let talk = async { tokio::join!(write, read_frame(stdout)).1 };
            tokio::select! {
                answer = talk => answer,
                never = collect(&mut self.stderr, &mut last_words) => match never {},
            }
        };
        if let Some(answer) = answer {
            return Ok(Said::Answer(answer));
        }
        let status = match tokio::time::timeout(LINGER, self.child.wait()).await {
            Ok(status) => status?,
            Err(_) => self.end().await?,
        };
        let room = LAST_WORDS_BYTES.saturating_sub(last_words.len()) as u64;
        (&mut self.stderr).take(room).read_to_end(&mut last_words).await?;
        Ok(Said::Ended { status, last_words })
    }

    /// Closes its pipe, which ends it, and reaps it.
    pub async fn finish(self) -> std::io::Result<ExitStatus> {
        let Self { mut child, stdin, .. } = self;
        drop(stdin);
        match tokio::time::timeout(LINGER, child.wait()).await {
            Ok(status) => status,
            Err(_) => {
                child.start_kill()?;
                child.wait().await
            }
        }
    }

    /// Kills it with its fork, the whole process group, and reaps it.
    pub async fn end(&mut self) -> std::io::Result<ExitStatus> {
        if let Some(pid) = self.child.id().and_then(|pid| i32::try_from(pid).ok()) {
            // SAFETY: kill takes plain numbers; the child is its group's leader and not yet reaped, so the id is its own.
            unsafe { libc::kill(-pid, libc::SIGKILL) };
        }
        self.child.wait().await
    }
}

/// A whole frame, or none when the other side is gone or says more than any answer holds.
async fn read_frame(stdout: &mut ChildStdout) -> Option<Vec<u8>> {
    let length = stdout.read_u64_le().await.ok().filter(|l| *l <= ANSWER_BYTES)?;
    let mut answer = Vec::new();
    stdout.take(length).read_to_end(&mut answer).await.ok()?;
    (answer.len() as u64 == length).then_some(answer)
}

/// Keeps the first words and drops the rest, so that nobody waits on a full pipe. Goes on until it is dropped.
async fn collect(stderr: &mut ChildStderr, words: &mut Vec<u8>) -> std::convert::Infallible {
    let mut buffer = [0; 1024];
    while let Ok(read @ 1..) = stderr.read(&mut buffer).await {
        let room = LAST_WORDS_BYTES.saturating_sub(words.len());
        words.extend_from_slice(&buffer[..read.min(room)]);
    }
    std::future::pending().await
}
