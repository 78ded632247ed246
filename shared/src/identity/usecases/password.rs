//! Changing a password.

use super::{LogInError, judge, of_session, queries, refuse_if_locked, store};
use crate::{
    audit::{self, Origin},
    config::Secret,
    db::{Db, DbError, Tx},
    identity::{
        Caller,
        passwords::{PasswordError, Passwords},
        tokens::fingerprint,
    },
    kernel::{EmailAddress, UserId},
};

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordChangeError {
    /// The current one is wrong, or the account is locked.
    #[error(transparent)]
    Current(#[from] LogInError),
    /// The new one does not do.
    #[error(transparent)]
    New(#[from] PasswordError),
    /// A machine has no password.
    #[error("an API key has no password")]
    Machine,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Changes the caller's password and ends all of its sessions. Guesses of the current one count as failed log-ins.
///
/// # Errors
/// [`PasswordChangeError`].
pub async fn change_password(
    db: &Db,
    passwords: &Passwords,
    caller: Caller,
    current: &Secret,
    new: &Secret,
    origin: &Origin,
) -> Result<(), PasswordChangeError> {
    let session = caller.session().ok_or(PasswordChangeError::Machine)?;
    let user = caller.actor.user_id;
    // The new one first: hashing it says whether it does, and tells nothing of the current one.
    let new_hash = passwords.hash(new).await?;
    let found = queries::own_credentials(db.pool(), user).await?;
    let (email, old_hash) = found.ok_or(LogInError::InvalidCredentials)?;
    let email_hash = fingerprint(&email.to_lowercase());
    refuse_if_locked(db, &email_hash).await?;
    let checked = passwords.verify(current, Some(old_hash.clone())).await?;
    judge(db, &email_hash, checked.is_right()).await?;
    let mut tx = db.begin().await?;
    store::forget_failures(&mut tx, &email_hash).await?;
    if !store::replace_hash(&mut tx, user, &old_hash, &new_hash).await? {
        // Changed by somebody else at the same time: the current one is no longer current.
        return Err(LogInError::InvalidCredentials.into());
    }
    store::revoke_all(&mut tx, user).await?;
    audit::record(&mut tx, of_session(caller.actor, "change_password", session, origin)).await?;
    Ok(tx.commit().await?)
}

/// Gives a user a password whose old one it does not know, unless its address changed or its sessions were ended since `token_version`: every
/// session ends, and failed log-ins no longer count. True when it was done.
///
/// # Errors
/// The database failed.
pub(in crate::identity) async fn replace_password(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    token_version: i32,
    new_hash: &str,
) -> Result<bool, DbError> {
    if !store::set_hash(tx, user, email, token_version, new_hash).await? {
        return Ok(false);
    }
    store::revoke_all(tx, user).await?;
    store::forget_failures(tx, &fingerprint(&email.as_str().to_lowercase())).await?;
    Ok(true)
}
