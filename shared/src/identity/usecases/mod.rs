//! Coming in, staying in, going out.

mod password;
mod sessions;

pub use password::{PasswordChangeError, change_password};
pub use sessions::{drop_old_failures, log_out, log_out_everywhere, revoke_session};

use super::{
    SessionId,
    audit::{self, Entry, Origin},
    domain::{MEMORY, OPAQUE_LIFETIME, Statut, locked_until},
    passwords::{Checked, PasswordError, Passwords},
    queries, store,
    tokens::{MintError, Opaque, Tokens, fingerprint},
};
use crate::{
    config::Secret,
    db::{Db, DbError, Tx},
    kernel::{Actor, CompanyId, EmailAddress, Line, Role, UserId},
};
use chrono::{DateTime, Utc};
use std::time::Duration;
use uuid::Uuid;

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

/// What a log-in gives.
#[derive(Debug)]
pub struct Opened {
    /// Who came in.
    pub user: queries::User,
    /// JWT.
    pub access_token: String,
    /// Rotates.
    pub refresh_token: Secret,
    /// The opaque session token.
    pub opaque_token: Secret,
}

/// Times that a log-in looks again when the account changed while its password was checked.
const LOOKS: usize = 3;

/// Checks address and password and opens a session. Unknown addresses take as long as known ones.
///
/// # Errors
/// [`LogInError`].
pub async fn log_in(
    db: &Db,
    passwords: &Passwords,
    tokens: &Tokens,
    email: &EmailAddress,
    password: &Secret,
    user_agent: Option<&str>,
    origin: &Origin,
) -> Result<Opened, LogInError> {
    let now = db.clock().now();
    let folded = email.folded();
    let email_hash = fingerprint(&folded);
    refuse_if_locked(db, &email_hash, now, 0).await?;
    store::insert_failure(db.pool(), &email_hash, now).await?;
    // Again, with one's own try noted: of guesses sent at the same time only so many are looked at.
    refuse_if_locked(db, &email_hash, now, 1).await?;
    for _ in 0..LOOKS {
        let (user, upgraded) = prove(db, passwords, (&folded, &email_hash, now), password).await?;
        let mut tx = db.begin().await?;
        if !stands(&mut tx, &user, upgraded.as_deref()).await? {
            // Another log-in replaced the hash, or somebody the password: what was checked is not what counts now.
            continue;
        }
        store::forget_failures(&mut tx, &email_hash).await?;
        return open(db, tx, tokens, &user, user_agent, origin).await;
    }
    Err(LogInError::InvalidCredentials)
}

/// The account, when the password is its own and it may come in; with a new hash where its own is of an older kind.
async fn prove(
    db: &Db,
    passwords: &Passwords,
    (folded, email_hash, now): (&str, &[u8], DateTime<Utc>),
    password: &Secret,
) -> Result<(queries::Credentials, Option<String>), LogInError> {
    let found = queries::credentials(db.pool(), folded).await?;
    let hash = found.as_ref().map(|c| c.password_hash.clone());
    let checked = passwords.verify(password, hash.clone()).await?;
    if !checked.is_right() {
        let older = queries::older_hashes(db.pool()).await?;
        passwords.even_out(password, hash, older).await?;
    }
    let Some(user) = found.filter(|c| checked.is_right() && c.is_active) else {
        return Err(LogInError::InvalidCredentials);
    };
    // Told to nobody who does not know the password.
    match user.statut {
        Statut::Actif => {}
        Statut::EnAttente => {
            // Who knows the password did not guess it: waiting locks nobody out.
            store::forget_failure(db.pool(), email_hash, now).await?;
            return Err(LogInError::AwaitsApproval);
        }
        Statut::Inactif | Statut::Refuse => return Err(LogInError::InvalidCredentials),
    }
    let upgraded = match checked {
        Checked::RightButOld => Some(passwords.upgrade(password).await?),
        _ => None,
    };
    Ok((user, upgraded))
}

/// True when the account is still what was checked, and stays so until the transaction ends: whoever changes the password, deactivates the user or
/// ends its sessions either did so before, or waits and then ends this session too. Writes the new hash where there is one.
async fn stands(tx: &mut Tx, user: &queries::Credentials, upgraded: Option<&str>) -> Result<bool, DbError> {
    if let Some(new) = upgraded
        && !store::replace_hash(tx, user.id, &user.password_hash, new).await?
    {
        return Ok(false);
    }
    let hash = upgraded.unwrap_or(&user.password_hash);
    store::still_stands(tx, user.id, hash, user.token_version).await
}

async fn open(
    db: &Db,
    mut tx: Tx,
    tokens: &Tokens,
    user: &queries::Credentials,
    user_agent: Option<&str>,
    origin: &Origin,
) -> Result<Opened, LogInError> {
    let actor = Actor {
        user_id: user.id,
        role: user.role,
        company_id: user.company_id,
    };
    let now = tx.now();
    let session = SessionId(Uuid::new_v4());
    let (opaque, refresh) = (Opaque::generate()?, Opaque::generate()?);
    let user_agent: Option<String> = user_agent.map(|ua| ua.chars().take(200).collect());
    let row = store::SessionRow {
        id: session,
        user_id: user.id,
        company_id: user.company_id,
        opaque_hash: &opaque.hash,
        opaque_expires_at: now + OPAQUE_LIFETIME,
        refresh_hash: &refresh.hash,
        refresh_expires_at: now + tokens.refresh_lifetime(),
        user_agent: user_agent.as_deref(),
    };
    store::insert_session(&mut tx, &row).await?;
    audit::record(&mut tx, of_session(actor, "log_in", session, origin)).await?;
    tx.commit().await?;
    let access_token = tokens.access(user.id, user.token_version, session, now)?;
    let user = queries::user(db.pool(), user.id)
        .await?
        .ok_or(LogInError::InvalidCredentials)?;
    Ok(Opened {
        user,
        access_token,
        refresh_token: refresh.token,
        opaque_token: opaque.token,
    })
}

async fn refuse_if_locked(db: &Db, email_hash: &[u8], now: DateTime<Utc>, own: usize) -> Result<(), LogInError> {
    let failures = queries::failures(db.pool(), email_hash, now - MEMORY).await?;
    match locked_until(failures.get(own..).unwrap_or_default(), now) {
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

/// Exchanges a refresh token. One that was used before revokes its session, and with it every token of it, at once.
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
    let next = Opaque::generate()?;
    let now = tx.now();
    store::rotate(&mut tx, session.id, &next.hash, now + tokens.refresh_lifetime()).await?;
    let access_token = tokens.access(session.user_id, session.token_version, session.id, now)?;
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
