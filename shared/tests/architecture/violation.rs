//! What a broken rule looks like to whoever broke it.

use std::fmt;

/// One place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// From the root of the repository.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// What the rule is, and what was found.
    pub rule: String,
    /// What to do instead.
    pub fix: &'static str,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    fix: {}", self.path, self.line, self.rule, self.fix)
    }
}

/// Fails with the whole list.
pub fn assert_none(violations: &[Violation]) {
    let list: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} broken rules (docs/ARCHITECTURE.md):\n{}\n",
        list.len(),
        list.join("\n")
    );
}
