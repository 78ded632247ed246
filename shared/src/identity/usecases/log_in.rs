//! Coming in by address and password.

use super::{LogInError, judge, of_session, refuse_if_locked};
use crate::{
    audit::{self, Origin},
    config::Secret,
    db::{Db, DbError, Tx},
    identity::{
        SessionId,
        domain::{OPAQUE_LIFETIME, Statut},
        passwords::{Checked, Passwords},
        queries, store,
        tokens::{Opaque, Tokens, fingerprint},
    },
    kernel::{Actor, EmailAddress},
};
use uuid::Uuid;

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
    let folded = email.folded();
    let email_hash = fingerprint(&folded);
    refuse_if_locked(db, &email_hash).await?;
    for _ in 0..LOOKS {
        let (user, upgraded) = prove(db, passwords, (&folded, &email_hash), password).await?;
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
    (folded, email_hash): (&str, &[u8]),
    password: &Secret,
) -> Result<(queries::Credentials, Option<String>), LogInError> {
    let found = queries::credentials(db.pool(), folded).await?;
    let hash = found.as_ref().map(|c| c.password_hash.clone());
    let checked = passwords.verify(password, hash.clone()).await?;
    let is_welcome = |c: &queries::Credentials| c.is_active && matches!(c.statut, Statut::Actif | Statut::EnAttente);
    let proved = found.filter(|c| checked.is_right() && is_welcome(c));
    if let Err(refused) = judge(db, email_hash, proved.is_some()).await {
        let older = queries::older_hashes(db.pool()).await?;
        passwords.even_out(password, hash, older).await?;
        return Err(refused);
    }
    let user = proved.ok_or(LogInError::InvalidCredentials)?;
    if user.statut == Statut::EnAttente {
        // Told to nobody who does not know the password, and no failure of who does.
        return Err(LogInError::AwaitsApproval);
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
