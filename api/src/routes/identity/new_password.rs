//! The password of a new account, hashed before the transaction: no connection waits for argon2.

use crate::{
    extract::{Noted, value::Secret},
    problem::Problem,
    state::App,
};
use shared::{
    identity::passwords::{self, PasswordError},
    kernel::{Change, FaultKind},
};

/// The hash, or an empty one and a note of what is wrong with the password; a body that is refused anyway costs no hashing.
///
/// # Errors
/// Hashing failed.
pub async fn hashed(
    app: &App,
    password: Change<Secret>,
    field: &'static str,
    noted: &mut Noted,
) -> Result<String, Problem> {
    let Change::Set(password) = password else {
        noted.add(field, FaultKind::Required);
        return Ok(String::new());
    };
    if !noted.is_empty() {
        if !passwords::is_fit(&password.0) {
            noted.add(field, FaultKind::TooShort(passwords::MIN_LENGTH));
        }
        return Ok(String::new());
    }
    match app.passwords.hash(&password.0).await {
        Ok(hash) => Ok(hash),
        Err(PasswordError::Unfit) => {
            noted.add(field, FaultKind::TooShort(passwords::MIN_LENGTH));
            Ok(String::new())
        }
        Err(error @ PasswordError::Failed(_)) => Err(Problem::internal(error)),
    }
}
