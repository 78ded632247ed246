//! What must not be seen, and how long a key is.

use super::source::Source;
use crate::kernel::Environment;

/// A value that never shows itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }
    /// The value itself, for the library that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// Characters that a key has at least.
pub(super) fn least_key(environment: Environment) -> usize {
    if environment == Environment::Production { 48 } else { 16 }
}

/// The key that signs tokens.
pub(super) fn signing_key(s: &mut Source, environment: Environment) -> Secret {
    let key = Secret::new(s.required(
        "SECRET_KEY",
        "a random text that signs tokens (openssl rand -base64 48)",
    ));
    let (length, least) = (key.expose().len(), least_key(environment));
    if (1..least).contains(&length) {
        s.fault("SECRET_KEY", &format!("it has {length} characters, fewer than {least}"));
    }
    key
}
