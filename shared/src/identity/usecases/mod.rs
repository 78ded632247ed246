//! Coming in, staying in, going out.

mod log_in;
mod password;
mod sessions;

pub use log_in::{Opened, log_in};
pub(in crate::identity) use password::replace_password;
pub use password::{PasswordChangeError, change_password};
pub use sessions::{drop_old_failures, log_out, log_out_everywhere, revoke_session};

use super::{
    SessionId,
    domain::{MEMORY, locked_until},
    passwords::PasswordError,
    queries, store,
    tokens::{MintError, Tokens, fingerprint},
};
use crate::{
    audit::{self, Entry, Origin},
    config::Secret,
    db::{Db, DbError, Tx},
    kernel::{Actor, CompanyId, EmailAddress, Line, Role, UserId},
};
use chrono::{DateTime, Utc};
use std::time::Duration;

/// Why nobody came in.
#[derive(Debug, thiserror::Error)]
pub enum LogInError {
    /// Unknown address, wrong password or deactivated user: nobody learns which.
    #[error("the e-mail address or the password is wrong")]
    InvalidCredentials,
    /// The password is right, and nobody has approved the account yet.
    #[error("the account waits for approval")]
    AwaitsApproval,
    /// Too many failures.
    #[error("the account is locked for {} s", .retry_after.as_secs())]
    Locked {
        /// Until the next try is looked at.
        retry_after: Duration,
    },
    /// The refresh token is unknown, expired or revoked.
    #[error("the session is over")]
    SessionOver,
    /// A used refresh token came back: somebody has a copy. The session is revoked.
    #[error("the refresh token was used before; the session is revoked")]
    Reused,
    /// The password was not checked.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// No token was minted.
    #[error(transparent)]
    Mint(#[from] MintError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Spares the work of a comparison whose result nobody would learn.
async fn refuse_if_locked(db: &Db, email_hash: &[u8]) -> Result<(), LogInError> {
    let now = db.clock().now();
    let failures = queries::failures(db.pool(), email_hash, now - MEMORY).await?;
    refuse_while_locked(&failures, now)
}

/// Judges a password that was compared, one after the other for an address: of guesses that are sent at the same time as many are answered as of
/// those that come one by one, and nobody's right password counts for a failure. Until it is judged nobody may learn what it was: whoever is
/// refused here gets the same answer at the same cost.
///
/// # Errors
/// The address is locked, or the password is not `right`, which is noted.
async fn judge(db: &Db, email_hash: &[u8], is_right: bool) -> Result<(), LogInError> {
    let mut tx = db.begin().await?;
    store::take_turn(&mut tx, email_hash).await?;
    let now = db.clock().now();
    let failures = queries::failures(tx.conn(), email_hash, now - MEMORY).await?;
    refuse_while_locked(&failures, now)?;
    if is_right {
        return Ok(());
    }
    store::insert_failure(&mut tx, email_hash, now).await?;
    tx.commit().await?;
    Err(LogInError::InvalidCredentials)
}

fn refuse_while_locked(failures: &[DateTime<Utc>], now: DateTime<Utc>) -> Result<(), LogInError> {
    match locked_until(failures, now) {
        Some(until) => Err(LogInError::Locked {
            retry_after: (until - now).to_std().unwrap_or_default(),
        }),
        None => Ok(()),
    }
}

fn of_session<'a>(actor: Actor, action: &'static str, session: SessionId, origin: &'a Origin) -> Entry<'a> {
    Entry {
        actor: Some(actor),
        action,
        object_kind: "session",
        object_id: session.0.to_string(),
        company_id: actor.company_id,
        before: None,
        after: None,
        origin,
    }
}

/// What a refresh gives.
#[derive(Debug)]
pub struct Refreshed {
    /// JWT.
    pub access_token: String,
    /// Replaces the one that was used.
    pub refresh_token: Secret,
}

/// How long a used refresh token gets the same answer again.
const GRACE: chrono::Duration = chrono::Duration::seconds(10);

/// Exchanges a refresh token. One that was used before revokes its session, and with it every token of it, at once; but for ten seconds after its
/// use it gets the same answer again at the same address, because two tabs of one browser refresh at the same moment.
///
/// # Errors
/// [`LogInError`].
pub async fn refresh(
    db: &Db,
    tokens: &Tokens,
    refresh_token: &Secret,
    origin: &Origin,
) -> Result<Refreshed, LogInError> {
    let mut tx = db.begin().await?;
    let found = store::lock_by_refresh(&mut tx, &fingerprint(refresh_token.expose())).await?;
    let session = found.filter(|s| s.is_good).ok_or(LogInError::SessionOver)?;
    let next = tokens.following(refresh_token);
    let now = tx.now();
    // Minted as of the first use, so that the second answer is the first one.
    let minted = |at| tokens.access(session.user_id, session.token_version, session.id, at);
    if let Some(rotated) = session.rotated_at
        && session.is_last
        && now - rotated < GRACE
        && session.rotated_address == origin.address
        && session.current_hash == next.hash
    {
        return Ok(Refreshed {
            access_token: minted(rotated)?,
            refresh_token: next.token,
        });
    }
    if !session.is_current {
        let actor = Actor {
            user_id: session.user_id,
            role: session.role,
            company_id: session.company_id,
        };
        store::revoke(&mut tx, session.id).await?;
        audit::record(&mut tx, of_session(actor, "revoke_reused", session.id, origin)).await?;
        tx.commit().await?;
        return Err(LogInError::Reused);
    }
    let expires_at = now + tokens.refresh_lifetime();
    store::rotate(&mut tx, session.id, &next.hash, expires_at, origin.address.as_deref()).await?;
    let access_token = minted(now)?;
    tx.commit().await?;
    Ok(Refreshed {
        access_token,
        refresh_token: next.token,
    })
}

/// A user to be made.
#[derive(Debug)]
pub struct NewUser {
    /// Its name at log-in.
    pub email: EmailAddress,
    /// From [`Passwords::hash`].
    pub password_hash: String,
    /// Given name.
    pub first_name: Option<Line<100>>,
    /// Family name.
    pub last_name: Option<Line<100>>,
    /// What it is.
    pub role: Role,
    /// Of which company.
    pub company_id: Option<CompanyId>,
}

/// Makes a user; the command line's way, with nobody logged in.
///
/// # Errors
/// The address is taken ([`DbError::Duplicate`]), or the database failed.
pub async fn create_user(tx: &mut Tx, user: &NewUser) -> Result<UserId, DbError> {
    let NewUser {
        email,
        password_hash,
        first_name,
        last_name,
        role,
        company_id,
    } = user;
    let row = store::UserRow {
        email,
        password_hash,
        first_name: first_name.as_ref(),
        last_name: last_name.as_ref(),
        role: *role,
        company_id: *company_id,
    };
    let id = store::insert_user(tx, &row).await?;
    let entry = Entry {
        actor: None,
        action: "create",
        object_kind: "user",
        object_id: id.to_string(),
        company_id: *company_id,
        before: None,
        after: Some(serde_json::json!({ "email": email, "role": role })),
        origin: &Origin::default(),
    };
    audit::record(tx, entry).await?;
    Ok(id)
}
