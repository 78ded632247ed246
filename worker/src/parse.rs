//! `worker parse FILE... --out DIR --as-of 2026-11`: profiles of files without any service.
//!
//! Each file is read in a capped child; its profile goes to `DIR/<stem>.json`. Of files with one stem (`a/cv.pdf`, `b/cv.pdf`) the first has
//! that name, and the others `DIR/<stem>.2.json` and so on, which standard error says. A refused file is a line of JSON on standard output,
//! `{"file", "code", "detail"}`, and makes the exit status 3; one that cannot be read or whose profile cannot be written is a line on standard
//! error and makes it 1. The others go on.

use std::collections::HashSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use cv_engine::catalogue::CatalogueSkill;
use cv_engine::{Code, Rejection, YearMonth};
use serde::Serialize;
use shared::kernel::Locale;
use shared::resumes::warnings;
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

/// Runs the command: exit status 0, 3 when a file was refused, 2 for a wrong command line, 1 when something could not be read, run or written.
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
        Ok(Done { failed: 1.., .. }) => ExitCode::FAILURE,
        Ok(Done { refused: 1.., .. }) => ExitCode::from(REJECTED),
        Ok(_) => ExitCode::SUCCESS,
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

/// How many files gave no profile.
#[derive(Debug, Default)]
struct Done {
    refused: usize,
    failed: usize,
}

/// Parses all files, as many at once as there are processors.
async fn run(arguments: Arguments) -> anyhow::Result<Done> {
    std::fs::create_dir_all(&arguments.out).with_context(|| format!("making {}", arguments.out.display()))?;
    let skills: Vec<CatalogueSkill> = serde_json::from_str(SKILLS).context("reading the seeded catalogue")?;
    let sandbox =
        Sandbox::new(Limits::default(), &skills, arguments.files.len() >= MANY).context("encoding the catalogue")?;
    let at_once = Arc::new(Semaphore::new(
        std::thread::available_parallelism().map_or(1, usize::from),
    ));
    let mut jobs = JoinSet::new();
    for (file, target) in targets(&arguments.out, arguments.files) {
        let (sandbox, at_once) = (sandbox.clone(), Arc::clone(&at_once));
        jobs.spawn(async move {
            let _turn = at_once.acquire().await?;
            anyhow::Ok((parse(&sandbox, &file, &target, arguments.as_of).await, file))
        });
    }
    let mut done = Done::default();
    while let Some(ended) = jobs.join_next().await {
        match ended?? {
            (Ok(None), _) => {}
            (Ok(Some(rejection)), file) => {
                done.refused += 1;
                let refusal = Refusal {
                    file: file.display().to_string(),
                    code: rejection.code,
                    detail: &rejection.detail,
                };
                tell(&serde_json::to_string(&refusal)?)?;
            }
            (Err(problem), _) => {
                done.failed += 1;
                eprintln!("worker parse: {problem:#}");
            }
        }
    }
    sandbox.close().await;
    Ok(done)
}

/// Where each file's profile goes: no two to the same place, and a file whose stem is the only one of its kind to `<stem>.json`.
fn targets(out: &Path, files: Vec<PathBuf>) -> Vec<(PathBuf, PathBuf)> {
    let plain = |file: &Path| {
        out.join(file.file_stem().unwrap_or(file.as_os_str()))
            .with_added_extension("json")
    };
    let reserved: HashSet<PathBuf> = files.iter().map(|file| plain(file)).collect();
    let mut taken: HashSet<PathBuf> = HashSet::new();
    let mut targets = Vec::with_capacity(files.len());
    for file in files {
        let mut target = plain(&file);
        if taken.contains(&target) {
            let numbered = (2u32..).map(|n| target.with_extension(format!("{n}.json")));
            let free = |name: &PathBuf| !reserved.contains(name) && !taken.contains(name);
            target = numbered.into_iter().find(free).unwrap_or(target);
            eprintln!("worker parse: {} goes to {}", file.display(), target.display());
        }
        taken.insert(target.clone());
        targets.push((file, target));
    }
    targets
}

/// Says a line on standard output, to whoever still listens.
fn tell(line: &str) -> anyhow::Result<()> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        told => told.context("standard output"),
    }
}

/// Parses one file; a refusal is an answer, not an error.
async fn parse(sandbox: &Sandbox, file: &Path, target: &Path, as_of: YearMonth) -> anyhow::Result<Option<Rejection>> {
    let bytes = read(file).with_context(|| format!("reading {}", file.display()))?;
    match sandbox.analyse(&bytes, as_of, &CancellationToken::new()).await {
        Ok(mut analysis) => {
            warnings::speak(&mut analysis.parsed.warnings, Locale::En);
            std::fs::write(target, serde_json::to_vec_pretty(&analysis.parsed)?)
                .with_context(|| format!("writing {}", target.display()))?;
            Ok(None)
        }
        Err(Failure::Rejected(rejection)) => Ok(Some(rejection)),
        Err(other) => Err(anyhow::Error::from(other).context(format!("parsing {}", file.display()))),
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
    fn no_two_files_go_to_one_place() {
        let named = |files: &[&str]| -> Vec<String> {
            let files = files.iter().map(PathBuf::from).collect();
            let targets = targets(Path::new("o"), files);
            targets.iter().map(|(_, target)| target.display().to_string()).collect()
        };
        assert_eq!(named(&["a/x.pdf", "b/y.v1.docx"]), ["o/x.json", "o/y.v1.json"]);
        assert_eq!(
            named(&["a/cv.pdf", "b/cv.pdf", "cv.2.txt", "c/cv.txt", "d/x.y.pdf", "e/x.y.pdf"]),
            [
                "o/cv.json",
                "o/cv.3.json",
                "o/cv.2.json",
                "o/cv.4.json",
                "o/x.y.json",
                "o/x.y.2.json"
            ]
        );
    }

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
