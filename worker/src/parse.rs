//! `worker parse FILE... --out DIR --as-of 2026-11`: profiles of files without any service.
//!
//! Each file is read in a capped child; its profile goes to `DIR/<stem>.json`. A refused file is a line of
//! JSON on standard output, `{"file", "code", "detail"}`, and makes the exit status 3; the others go on.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use serde::Serialize;
use shared::resumes::engine::catalogue::CatalogueSkill;
use shared::resumes::engine::{Code, Rejection, YearMonth};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::sandbox::{Failure, Limits, Sandbox};

/// The catalogue that the platform is seeded with.
const SKILLS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../seeds/skills.json"));
/// Files from which on it pays off to prepare the children.
const MANY: usize = 6;
/// Exit status when a file was refused.
const REJECTED: u8 = 3;
/// Largest file read from disk, in bytes: the engine's own limit and one byte, so that it sees the excess.
const READ_BYTES: u64 = 10 * 1024 * 1024 + 1;

/// What to parse, as the command line says it.
#[derive(Debug, PartialEq, Eq)]
pub struct Arguments {
    /// Files, in order.
    pub files: Vec<PathBuf>,
    /// Folder of the answers; made when it is missing.
    pub out: PathBuf,
    /// Month that stands for "present".
    pub as_of: YearMonth,
}

impl Arguments {
    /// Reads the words after `worker parse`.
    pub fn read(words: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let (mut files, mut out, mut as_of) = (Vec::new(), None, None);
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--out" => out = Some(PathBuf::from(value()?)),
                "--as-of" => as_of = Some(value()?.parse()?),
                other if other.starts_with("--") => return Err(format!("unknown option {other}")),
                file => files.push(PathBuf::from(file)),
            }
        }
        if files.is_empty() {
            return Err("no file given".to_owned());
        }
        Ok(Self {
            files,
            out: out.ok_or("--out DIR is missing")?,
            as_of: as_of.ok_or("--as-of YYYY-MM is missing")?,
        })
    }
}

/// Runs the command: exit status 0, 3 when a file was refused, 2 for a wrong command line, 1 for a fault of the machine.
pub fn command(words: impl IntoIterator<Item = String>) -> ExitCode {
    let arguments = match Arguments::read(words) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("worker parse: {problem}\nusage: worker parse FILE... --out DIR --as-of YYYY-MM");
            return ExitCode::from(2);
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("starting the runtime");
    match runtime.and_then(|runtime| runtime.block_on(run(arguments))) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(REJECTED),
        Err(problem) => {
            eprintln!("worker parse: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Serialize)]
struct Refusal<'a> {
    file: String,
    code: Code,
    detail: &'a str,
}

/// Parses all files, as many at once as there are processors; answers how many were refused.
async fn run(arguments: Arguments) -> anyhow::Result<usize> {
    std::fs::create_dir_all(&arguments.out).with_context(|| format!("making {}", arguments.out.display()))?;
    let skills: Vec<CatalogueSkill> = serde_json::from_str(SKILLS).context("reading the seeded catalogue")?;
    let sandbox =
        Sandbox::new(Limits::default(), &skills, arguments.files.len() >= MANY).context("encoding the catalogue")?;
    let at_once = Arc::new(Semaphore::new(
        std::thread::available_parallelism().map_or(1, usize::from),
    ));
    let out: Arc<Path> = arguments.out.into();
    let mut jobs = JoinSet::new();
    for file in arguments.files {
        let (sandbox, at_once, out) = (sandbox.clone(), Arc::clone(&at_once), Arc::clone(&out));
        jobs.spawn(async move {
            let _turn = at_once.acquire().await?;
            let refused = parse(&sandbox, &file, &out, arguments.as_of).await?;
            anyhow::Ok(refused.map(|rejection| (file, rejection)))
        });
    }
    let mut refused = 0;
    while let Some(done) = jobs.join_next().await {
        if let Some((file, rejection)) = done?? {
            refused += 1;
            let file = file.display().to_string();
            println!(
                "{}",
                serde_json::to_string(&Refusal {
                    file,
                    code: rejection.code,
                    detail: &rejection.detail
                })?
            );
        }
    }
    sandbox.close().await;
    Ok(refused)
}

/// Parses one file; a refusal is an answer, not an error.
async fn parse(sandbox: &Sandbox, file: &Path, out: &Path, as_of: YearMonth) -> anyhow::Result<Option<Rejection>> {
    let bytes = read(file).with_context(|| format!("reading {}", file.display()))?;
    match sandbox.analyse(&bytes, as_of, &CancellationToken::new()).await {
        Ok(analysis) => {
            let stem = file.file_stem().unwrap_or(file.as_os_str());
            let target = out.join(stem).with_added_extension("json");
            std::fs::write(&target, serde_json::to_vec_pretty(&analysis.parsed)?)
                .with_context(|| format!("writing {}", target.display()))?;
            Ok(None)
        }
        Err(Failure::Rejected(rejection)) => Ok(Some(rejection)),
        Err(other) => Err(other.into()),
    }
}

fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(READ_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_read_in_any_order() {
        let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let read = Arguments::read(words("a.pdf --out x b.txt --as-of 2026-11")).unwrap();
        assert_eq!(read.files, [PathBuf::from("a.pdf"), PathBuf::from("b.txt")]);
        assert_eq!(read.as_of, YearMonth { year: 2026, month: 11 });
        assert!(Arguments::read(words("a.pdf --as-of 2026-13 --out x")).is_err());
        assert!(Arguments::read(words("--out x --as-of 2026-11")).is_err());
    }
}
