//! What a child's end means: its answer, or the limit that ended it.

use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use cv_engine::{Analysis, Code, Rejection};

use super::Limits;
use super::child::UNABLE;
use super::protocol::Answer;

/// The analysis that a child answered with, or its refusal.
pub fn of_answer(answer: &[u8]) -> Result<Analysis, Rejection> {
    match serde_json::from_slice(answer) {
        Ok(Answer::Analysed(analysis)) => Ok(*analysis),
        Ok(Answer::Rejected(rejection)) => Err(rejection),
        Err(_) => Err(Rejection::unreadable("the parser's answer was cut off")),
    }
}

/// True when the child could not do its work at all: it says so, or the loader of programs does (127).
pub fn is_unable(status: ExitStatus) -> bool {
    status
        .code()
        .is_some_and(|code| code == i32::from(UNABLE) || code == 127)
}

/// Judges a child that has ended without an answer.
pub fn of_end(status: ExitStatus, last_words: &[u8], limits: &Limits) -> Rejection {
    let words = String::from_utf8_lossy(last_words);
    match status.signal() {
        Some(libc::SIGXCPU) => exceeded(format_args!("{} CPU seconds", limits.cpu_seconds)),
        // Rust's allocator and its stack guard say why they abort.
        Some(libc::SIGABRT | libc::SIGSEGV) if words.contains("memory allocation") => memory(limits),
        Some(libc::SIGABRT | libc::SIGSEGV | libc::SIGBUS) => {
            Rejection::unreadable("it is nested too deeply to be read")
        }
        // The hard CPU limit, or the kernel when the machine is out of memory.
        Some(libc::SIGKILL) => exceeded(format_args!(
            "{} CPU seconds or the machine's memory",
            limits.cpu_seconds
        )),
        _ if words.contains("memory allocation") || words.contains("Cannot allocate memory") => memory(limits),
        _ => Rejection::unreadable("the parser ended without an answer"),
    }
}

fn memory(limits: &Limits) -> Rejection {
    exceeded(format_args!(
        "{} MiB of memory",
        limits.address_space_bytes / (1024 * 1024)
    ))
}

fn exceeded(what: std::fmt::Arguments<'_>) -> Rejection {
    Rejection::new(
        Code::LimitsExceeded,
        format!("Reading the file needs more than {what}. Send a simpler export of the CV."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_names_its_limit() {
        let limits = Limits::default();
        let said = |status: i32, words: &str| of_end(ExitStatus::from_raw(status), words.as_bytes(), &limits);
        assert!(said(libc::SIGXCPU, "").detail.contains("CPU seconds"));
        assert!(
            said(libc::SIGABRT, "memory allocation of 9 bytes failed")
                .detail
                .contains("memory")
        );
        assert_eq!(
            said(libc::SIGABRT, "thread 'parser' has overflowed its stack").code,
            Code::Unreadable
        );
        assert_eq!(said(0, "").code, Code::Unreadable);
        assert!(is_unable(ExitStatus::from_raw(i32::from(UNABLE) << 8)));
        assert!(!is_unable(ExitStatus::from_raw(1 << 8)) && !is_unable(ExitStatus::from_raw(libc::SIGKILL)));
        assert_eq!(of_answer(b"{").unwrap_err().code, Code::Unreadable);
    }
}
