//! The child's side: a keeper, which has read the catalogue and sees no file, and its forks, one a file.
//!
//! Starting a program and building its patterns costs more than reading a CV. The keeper has done both, and forks where a request
//! is waiting: the fork shares that memory, reads the request itself, and is gone with its file. A fork that ends badly takes its
//! keeper with it, in the same way, so that the parent sees one process' end; whatever it read of the pipe is gone too.

use std::fs::File;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::process::ExitCode;

use cv_engine::catalogue::Catalogue;
use cv_engine::{Limits, Options, Rejection, YearMonth, analyse};

use super::limits;
use super::protocol::{self, Answer};
use super::tesseract::Tesseract;

/// Stack of the parser's thread: deep nesting is refused long before, and what is not overflows here, alone.
const STACK_BYTES: usize = 64 * 1024 * 1024;
/// Exit status of a keeper or fork that could not do its work, whatever the file: EX_OSERR of sysexits.h.
pub const UNABLE: u8 = 71;
/// A document that uses what documents use: reading it builds the patterns.
const SAMPLE: &str = include_str!("sample.txt");

/// Runs the keeper: the hidden subcommand of the executable. `words`: CPU seconds a file, and `warm` to prepare for many files.
pub fn child_main(words: &[String]) -> ExitCode {
    // A second malloc arena would reserve address space that the limit counts.
    // SAFETY: mallopt takes plain numbers; no other thread runs yet.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
    // A panic on a damaged file is an answer; its message may quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    let Some(cpu_seconds) = words.first().and_then(|w| w.parse().ok()) else {
        return ExitCode::FAILURE;
    };
    // Unbuffered: what the keeper would read ahead, its fork would miss.
    // SAFETY: the descriptor is this process' standard input; ManuallyDrop leaves it open.
    let mut input = ManuallyDrop::new(unsafe { File::from_raw_fd(libc::STDIN_FILENO) });
    let Ok(skills) = protocol::catalogue(&mut *input) else {
        return ExitCode::from(UNABLE);
    };
    let catalogue = Catalogue::new(&skills);
    drop(skills);
    if words.get(1).is_some_and(|w| w == "warm") {
        let as_of = YearMonth { year: 2020, month: 1 };
        on_own_stack(|| answer(SAMPLE.as_bytes(), as_of, &catalogue));
    }
    while request_waits() {
        // SAFETY: no other thread runs: the sample's has been joined.
        match unsafe { libc::fork() } {
            0 => std::process::exit(serve(&mut input, &catalogue, cpu_seconds)),
            -1 => return ExitCode::from(UNABLE),
            fork => {
                if let Some(code) = end_like(fork) {
                    return code;
                }
            }
        }
    }
    ExitCode::SUCCESS
}

/// Waits for a request without reading it; false when the parent is gone.
fn request_waits() -> bool {
    let mut waited = libc::pollfd {
        fd: libc::STDIN_FILENO,
        events: libc::POLLIN,
        revents: 0,
    };
    // SAFETY: one live pollfd.
    while unsafe { libc::poll(&raw mut waited, 1, -1) } < 0 {
        if std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
            return false;
        }
    }
    waited.revents & libc::POLLIN != 0
}

/// Waits for the fork. None when it did its work; otherwise this process ends as it did.
fn end_like(fork: libc::pid_t) -> Option<ExitCode> {
    let mut status = 0;
    // SAFETY: the pointer is to a live local.
    while unsafe { libc::waitpid(fork, &raw mut status, 0) } < 0 {
        if std::io::Error::last_os_error().kind() != std::io::ErrorKind::Interrupted {
            return Some(ExitCode::FAILURE);
        }
    }
    if libc::WIFEXITED(status) {
        let code = libc::WEXITSTATUS(status);
        return (code != 0).then(|| ExitCode::from(u8::try_from(code).unwrap_or(1)));
    }
    // SAFETY: signal and raise take plain numbers; the default action of each of these ends the process.
    unsafe {
        libc::signal(libc::WTERMSIG(status), libc::SIG_DFL);
        libc::raise(libc::WTERMSIG(status));
    }
    Some(ExitCode::FAILURE)
}

/// The fork: one request, one answer. Its exit status.
fn serve(input: &mut File, catalogue: &Catalogue, cpu_seconds: u64) -> i32 {
    if limits::cap_fork(cpu_seconds).is_err() {
        return UNABLE.into();
    }
    let Ok((as_of, file)) = protocol::request(input) else {
        return 1;
    };
    let answer = match on_own_stack(|| answer(&file, as_of, catalogue)) {
        Some(Some(answer)) => answer,
        Some(None) => Answer::Rejected(Rejection::unreadable("the parser gave up on it")),
        None => return UNABLE.into(),
    };
    let Ok(json) = serde_json::to_vec(&answer) else {
        return 1;
    };
    let mut out = std::io::stdout().lock();
    let sent = out
        .write_all(&protocol::length(json.len()))
        .and_then(|()| out.write_all(&json))
        .and_then(|()| out.flush());
    i32::from(sent.is_err())
}

/// Runs on a thread with a known stack. None: there is no thread; `Some(None)`: it panicked.
fn on_own_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<Option<T>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("parser".to_owned())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work);
        thread.ok().map(|t| t.join().ok())
    })
}

fn answer(file: &[u8], as_of: YearMonth, catalogue: &Catalogue) -> Answer {
    let options = Options {
        as_of,
        catalogue,
        limits: Limits::default(),
        recogniser: Some(&Tesseract),
    };
    match analyse(file, &options) {
        Ok(analysis) => Answer::Analysed(Box::new(analysis)),
        Err(rejection) => Answer::Rejected(rejection),
    }
}
