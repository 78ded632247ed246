//! The child's side: read the request, analyse on a thread with a known stack, write one answer.

use std::io::{Read, Write};
use std::process::ExitCode;

use shared::resumes::engine::catalogue::Catalogue;
use shared::resumes::engine::{Limits, Options, Rejection, analyse};

use super::protocol::{self, Answer};

/// Stack of the parser's thread: deep nesting is refused long before, and what is not overflows here, alone.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Runs the child: the hidden subcommand of the executable. Takes its request from standard input.
pub fn child_main() -> ExitCode {
    // A second malloc arena would reserve address space that the limit counts.
    // SAFETY: mallopt takes plain numbers; no other thread runs yet.
    unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
    let mut input = Vec::new();
    if std::io::stdin().lock().read_to_end(&mut input).is_err() {
        return ExitCode::FAILURE;
    }
    let parser = std::thread::Builder::new()
        .name("parser".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || answer(&input));
    let answer = match parser.map(std::thread::JoinHandle::join) {
        Ok(Ok(Some(answer))) => answer,
        // A panic of a parser on a damaged file. Its message stays here: it may quote the file.
        Ok(Err(_)) => Answer::Rejected(Rejection::unreadable("the parser gave up on it")),
        Ok(Ok(None)) | Err(_) => return ExitCode::FAILURE,
    };
    let mut out = std::io::stdout().lock();
    match serde_json::to_writer(&mut out, &answer).map(|()| out.flush()) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn answer(input: &[u8]) -> Option<Answer> {
    let (header, file) = protocol::split(input)?;
    let catalogue = Catalogue::new(&header.skills);
    let options = Options {
        as_of: header.as_of,
        catalogue: &catalogue,
        limits: Limits::default(),
    };
    Some(match analyse(file, &options) {
        Ok(analysis) => Answer::Analysed(Box::new(analysis)),
        Err(rejection) => Answer::Rejected(rejection),
    })
}
