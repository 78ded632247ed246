//! Letters to people.

use crate::kernel::EmailAddress;
use async_trait::async_trait;
use std::fmt;

/// A letter to one person.
#[derive(Clone)]
pub struct Letter {
    /// Its name, the same at every try: mail programs show a letter that comes twice once.
    pub id: String,
    /// The only one whom it goes to.
    pub to: EmailAddress,
    /// One line.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// What it says, and to whom, is nobody's business in a log.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why a letter did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The address, or the letter, is refused for good: another try would be refused too.
    #[error("the letter was refused: {0}")]
    Refused(String),
    /// The server was not reached; nothing was handed over.
    #[error("the mail server takes no letters now: {0}")]
    Unavailable(String),
    /// The server was reached and takes no letters now: it is busy, lets us wait (greylisting), or lets nobody in. Asking often makes it worse.
    #[error("the mail server takes the letter later: {0}")]
    Later(String),
    /// The connection broke off after the letter may have been handed over: it may have arrived.
    #[error("the letter may have arrived: {0}")]
    Unclear(String),
}

/// What takes letters.
#[async_trait]
pub trait Mailer: Send + Sync + fmt::Debug {
    /// Hands a letter over. The cause of a failure is in words for operators: never a password, an address or a text.
    async fn send(&self, letter: &Letter) -> Result<(), MailError>;
}
