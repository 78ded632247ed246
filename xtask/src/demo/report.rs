//! The report: one line a proof, with the seconds it took.

use std::time::Instant;

/// Width of the first column.
const LABEL: usize = 44;

/// A report that is printed as it grows.
pub struct Report {
    started: Instant,
    last: Instant,
    checks: usize,
    failed: Vec<String>,
}

impl Report {
    /// Starts the clock.
    pub fn new() -> Self {
        let now = Instant::now();
        Report {
            started: now,
            last: now,
            checks: 0,
            failed: Vec::new(),
        }
    }

    /// A heading.
    pub fn section(&self, title: &str) {
        println!("\n{title}");
    }

    /// One proof: what was claimed, what was seen, and whether it holds.
    pub fn check(&mut self, claim: &str, seen: &str, holds: bool) {
        let seconds = self.last.elapsed().as_secs_f64();
        self.last = Instant::now();
        self.checks += 1;
        if !holds {
            self.failed.push(claim.to_owned());
        }
        let mark = if holds { "ok  " } else { "FAIL" };
        println!("  {mark} {seconds:6.2} s  {}  {seen}", fitted(claim));
    }

    /// A line that claims nothing.
    pub fn note(&self, text: &str) {
        println!("                 {text}");
    }

    /// The last line; whether every check held.
    pub fn finish(&self) -> bool {
        let seconds = self.started.elapsed().as_secs_f64();
        if self.failed.is_empty() {
            println!("\nProved: all {} checks held, in {seconds:.1} s.", self.checks);
        } else {
            println!(
                "\nNOT proved: {} of {} checks failed: {}.",
                self.failed.len(),
                self.checks,
                self.failed.join("; ")
            );
        }
        self.failed.is_empty()
    }
}

/// Cut or padded to the column's width.
fn fitted(text: &str) -> String {
    let length = text.chars().count();
    if length <= LABEL {
        return format!("{text}{}", " ".repeat(LABEL - length));
    }
    text.chars().take(LABEL - 1).chain(['…']).collect()
}
