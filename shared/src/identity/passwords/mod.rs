//! Password hashes: argon2id with the parameters of the OWASP Password Storage Cheat Sheet (19 MiB, two passes, one lane). Users who come
//! along from older systems bring bcrypt or PBKDF2 hashes (`older`), which are verified and, at the log-in, replaced.

mod even;
mod older;

pub use even::{Older, Work};

use crate::config::Secret;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// The fewest characters of a new password (NIST SP 800-63B, 3.1.1.2, asks for 8 at least).
pub const MIN_LENGTH: usize = 10;
/// The most bytes; a longer text only costs time.
pub const MAX_BYTES: usize = 1024;

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is not the password.
    Wrong,
    /// It is.
    Right,
    /// It is, and its hash is of an older kind: make a new one.
    RightButOld,
}

impl Checked {
    /// True for the right password, however old its hash.
    #[must_use]
    pub fn is_right(self) -> bool {
        self != Self::Wrong
    }
}

/// Whether a text may become a password.
#[must_use]
pub fn is_fit(password: &Secret) -> bool {
    let text = normalised(password.expose());
    text.chars().count() >= MIN_LENGTH && text.len() <= MAX_BYTES
}

/// Why a password was not hashed or checked.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long to become one.
    #[error("a password has at least {MIN_LENGTH} characters and at most {MAX_BYTES} bytes")]
    Unfit,
    /// The machine has no randomness, or the thread died.
    #[error("the password was not hashed: {0}")]
    Failed(String),
}

/// Hashes and checks, off the async threads and only so many at a time: each takes 19 MiB and some 20 ms of a core.
#[derive(Debug, Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    /// Checked for unknown addresses, so that they take as long as known ones.
    decoy: Arc<str>,
    work: Arc<even::Counter>,
}

impl Passwords {
    /// At most `concurrency` at a time.
    ///
    /// # Errors
    /// The machine has no randomness.
    pub fn new(concurrency: usize) -> Result<Self, PasswordError> {
        Ok(Self {
            permits: Arc::new(Semaphore::new(concurrency.max(1))),
            decoy: hash(b"nobody has this password")?.into(),
            work: Arc::default(),
        })
    }

    /// The hash of a new password, as a PHC string.
    ///
    /// # Errors
    /// It is too short or too long, or the machine failed.
    pub async fn hash(&self, password: &Secret) -> Result<String, PasswordError> {
        if !is_fit(password) {
            return Err(PasswordError::Unfit);
        }
        let text = normalised(password.expose());
        self.run(move || hash(text.as_bytes())).await?
    }

    /// A new hash of a password that was found right, whatever its length: it was one before our rules were.
    ///
    /// # Errors
    /// The machine failed.
    pub async fn upgrade(&self, password: &Secret) -> Result<String, PasswordError> {
        let text = normalised(password.expose());
        self.run(move || hash(text.as_bytes())).await?
    }

    /// Whether the password belongs to the hash. Without a hash it takes the same time and is wrong. One that is typed in another form than NFC is
    /// compared in both: its hash may be from before passwords were normalised.
    ///
    /// # Errors
    /// The machine failed.
    pub async fn verify(&self, password: &Secret, hash: Option<String>) -> Result<Checked, PasswordError> {
        let text = password.expose().to_owned();
        let decoy = Arc::clone(&self.decoy);
        let work = Arc::clone(&self.work);
        self.run(move || {
            let compare = |text: &str| {
                work.note(Work::of(hash.as_deref()));
                check(text.as_bytes(), hash.as_deref().unwrap_or(&decoy))
            };
            let normal = normalised(&text);
            let checked = match compare(&normal) {
                Checked::Wrong if normal != text && compare(&text).is_right() => Checked::RightButOld,
                checked => checked,
            };
            if hash.is_some() { checked } else { Checked::Wrong }
        })
        .await
    }

    /// After a wrong password: does what a hash of another kind would have cost, so that the time tells neither whether there is an
    /// account nor how old its hash is. `older` is what the accounts of this installation still have.
    ///
    /// # Errors
    /// The machine failed.
    pub async fn even_out(&self, password: &Secret, hash: Option<String>, older: Older) -> Result<(), PasswordError> {
        let text = password.expose().to_owned();
        let (decoy, work) = (Arc::clone(&self.decoy), Arc::clone(&self.work));
        self.run(move || {
            for piece in Work::of(hash.as_deref()).lacking(older) {
                work.note(piece);
                piece.perform(text.as_bytes(), &decoy);
            }
        })
        .await
    }

    /// The work done so far, in a measure that does not depend on the machine: each kind's rounds.
    #[must_use]
    pub fn work_done(&self) -> [u64; 3] {
        self.work.sums()
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordError> {
        let _permit = self
            .permits
            .acquire()
            .await
            .map_err(|e| PasswordError::Failed(e.to_string()))?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|e| PasswordError::Failed(e.to_string()))
    }
}

/// NFC: the same characters are the same password, whichever way a keyboard composes them (NIST SP 800-63B, 3.1.1.2).
fn normalised(text: &str) -> String {
    text.nfc().collect()
}

fn hash(password: &[u8]) -> Result<String, PasswordError> {
    let hash: PasswordHash = Argon2::default()
        .hash_password(password)
        .map_err(|e| PasswordError::Failed(e.to_string()))?;
    Ok(hash.to_string())
}

fn check(password: &[u8], hash: &str) -> Checked {
    if let Some(is_right) = older::check(password, hash) {
        return if is_right { Checked::RightButOld } else { Checked::Wrong };
    }
    let is_right = PasswordHash::new(hash).is_ok_and(|h| Argon2::default().verify_password(password, &h).is_ok());
    if is_right { Checked::Right } else { Checked::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_matches_and_nothing_matches_without_a_hash() {
        let passwords = Passwords::new(1).unwrap();
        let right = Secret::new("correct horse battery");
        let hash = passwords.hash(&right).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(
            passwords.verify(&right, Some(hash.clone())).await.unwrap(),
            Checked::Right
        );
        assert!(
            !passwords
                .verify(&Secret::new("wrong horse battery"), Some(hash))
                .await
                .unwrap()
                .is_right()
        );
        assert!(
            !passwords
                .verify(&Secret::new("nobody has this password"), None)
                .await
                .unwrap()
                .is_right()
        );
    }

    #[tokio::test]
    async fn the_same_characters_are_the_same_password_however_they_are_composed() {
        let passwords = Passwords::new(1).unwrap();
        let (composed, decomposed) = (
            Secret::new("caf\u{e9} cr\u{e8}me"),
            Secret::new("cafe\u{301} cre\u{300}me"),
        );
        let new = passwords.hash(&decomposed).await.unwrap();
        for typed in [&composed, &decomposed] {
            assert_eq!(
                passwords.verify(typed, Some(new.clone())).await.unwrap(),
                Checked::Right
            );
        }
        // Hashed as typed, before passwords were normalised.
        let old = hash(decomposed.expose().as_bytes()).unwrap();
        assert_eq!(
            passwords.verify(&decomposed, Some(old.clone())).await.unwrap(),
            Checked::RightButOld,
            "it is replaced at the log-in"
        );
        assert_eq!(passwords.verify(&composed, Some(old)).await.unwrap(), Checked::Wrong);
        // Ten characters, however many code points they are typed with.
        let nine = Secret::new("e\u{301}".repeat(9));
        assert!(matches!(passwords.hash(&nine).await, Err(PasswordError::Unfit)));
    }

    #[tokio::test]
    async fn a_short_password_is_refused() {
        let passwords = Passwords::new(1).unwrap();
        assert!(matches!(
            passwords.hash(&Secret::new("short")).await,
            Err(PasswordError::Unfit)
        ));
    }
}
