//! What an installation is for.

/// Which rules of safety apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine, and the demo.
    Development,
    /// Real data.
    Production,
    /// A test run.
    Test,
}
