//! Asking for a way to a new password, and going it.

use super::{
    domain::{LETTERS, LIFETIME},
    jobs::PasswordResetMail,
    queries::{self, Open, Owner, Which},
    store::{self, NewReset},
};
use crate::{
    audit::{self, Entry, Origin},
    config::Secret,
    db::{Db, DbError, Refused, Tx},
    identity::{
        passwords::{self, PasswordError, Passwords},
        tokens::{Tokens, fingerprint},
        usecases::replace_password,
        users,
    },
    jobs::{Enqueue, Execution},
    kernel::{Actor, EmailAddress, FaultKind, Faults, Grant, Locale, UserId, permissions::UserCreate},
};
use serde_json::json;
use uuid::Uuid;

const KIND: &str = "password_reset";

/// What addresses are compared by, whatever their case.
fn email_hash(email: &EmailAddress) -> Vec<u8> {
    fingerprint(&email.as_str().to_lowercase())
}

/// A person asks for itself. Whether the address is known, nothing tells: the same is written, at the same cost, and only the letter is missing.
///
/// # Errors
/// The database failed.
pub async fn ask(
    tx: &mut Tx,
    tokens: &Tokens,
    email: &EmailAddress,
    locale: Locale,
    origin: &Origin,
) -> Result<(), DbError> {
    let hash = email_hash(email);
    store::take_turn(tx, &hash).await?;
    let since = tx.now() - LIFETIME;
    if queries::letters_since(tx, &hash, since).await? < LETTERS {
        let owner = queries::owner(tx, email.as_str()).await?;
        open(tx, tokens, email, owner, None, locale, origin).await?;
    }
    Ok(())
}

/// Who looks after an account sends its person a way to a new password: an admin anybody's, a manager those of its own company. It learns nothing
/// that would open the account.
///
/// # Errors
/// There is no such user for the caller ([`Refused::NotFound`]), it is not the caller's business ([`Refused::NotYours`]), it is deactivated
/// ([`Refused::WrongState`]), it was sent as many as it may ([`Refused::TooOften`]), or the database failed.
pub async fn ask_for(
    tx: &mut Tx,
    tokens: &Tokens,
    grant: Grant<UserCreate>,
    id: UserId,
    locale: Locale,
    origin: &Origin,
) -> Result<Execution, Refused> {
    let actor = grant.actor();
    let person = users::usecases::looked_after(tx, grant, id).await?;
    let owner = queries::owner(tx, person.email.as_str()).await?;
    if owner.is_none() {
        return Err(Refused::WrongState {
            current: "inactive",
            allowed: String::new(),
        });
    }
    let hash = email_hash(&person.email);
    store::take_turn(tx, &hash).await?;
    // Whoever asks for somebody else is told; what strangers ask for in its name is in nobody's way here.
    let sent = queries::asked_by_others_since(tx, &hash, tx.now() - LIFETIME).await?;
    if let Some(oldest) = usize::try_from(LETTERS).ok().and_then(|most| sent.get(most - 1)) {
        let wait = *oldest + LIFETIME - tx.now();
        return Err(Refused::TooOften(wait.to_std().unwrap_or_default()));
    }
    Ok(open(tx, tokens, &person.email, owner, Some(actor), locale, origin).await?)
}

async fn open(
    tx: &mut Tx,
    tokens: &Tokens,
    email: &EmailAddress,
    owner: Option<Owner>,
    actor: Option<Actor>,
    locale: Locale,
    origin: &Origin,
) -> Result<Execution, DbError> {
    let company_id = owner.and_then(|(_, company, _)| company);
    let id = Uuid::new_v4();
    let token = tokens.resetting(id).next().ok_or_else(DbError::missing_row)?;
    let expires_at = tx.now() + LIFETIME;
    let row = NewReset {
        id,
        company_id,
        user: owner.map(|(id, _, version)| (id, version)),
        email_hash: &email_hash(email),
        token_hash: &token.hash,
        locale,
        requested_by: actor.map(|actor| actor.user_id),
        expires_at,
    };
    store::insert(tx, &row).await?;
    let entry = Entry {
        actor,
        action: "create",
        object_kind: KIND,
        object_id: id.to_string(),
        company_id,
        before: None,
        after: Some(json!({ "user_id": owner.map(|(id, ..)| id), "expires_at": expires_at })),
        origin,
    };
    audit::record(tx, entry).await?;
    let options = Enqueue {
        company_id: actor.and(company_id),
        created_by: actor.map(|actor| actor.user_id),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    tx.enqueue(&PasswordResetMail { password_reset_id: id }, options).await
}

/// Why there is no new password.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// The token is not good (any more), or the password does not do; both are named.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// The password was not hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What is wrong with a token that is unknown, spent, void or too old: nobody learns which.
const NOT_GOOD: FaultKind = FaultKind::Malformed("password_link");

/// The way of this token that is open now, if its letter went to the account's address.
async fn open_now(db: &Db, which: Which<'_>) -> Result<Option<Open>, DbError> {
    let found = queries::open(db.pool(), which, db.clock().now()).await?;
    Ok(found.filter(|open| open.email_hash == email_hash(&open.email)))
}

/// What the letter of this id has to say; none where its address is nobody's, or its link would be good no more.
///
/// # Errors
/// The database failed.
pub async fn to_send(db: &Db, id: Uuid) -> Result<Option<Open>, DbError> {
    open_now(db, Which::Id(id)).await
}

/// What is wrong with those that are given, before anything is done: nobody has us hash for a token that is not good.
///
/// # Errors
/// The database failed.
pub async fn check(db: &Db, token: Option<&Secret>, new: Option<&Secret>) -> Result<Faults, DbError> {
    let mut faults = Faults::default();
    if let Some(token) = token
        && open_now(db, Which::Token(&fingerprint(token.expose())))
            .await?
            .is_none()
    {
        faults.add("token", NOT_GOOD);
    }
    if new.is_some_and(|new| !passwords::is_fit(new)) {
        faults.add("new_password", FaultKind::TooShort(passwords::MIN_LENGTH));
    }
    Ok(faults)
}

/// Gives the account of the token a new password, once: its sessions end, every other link of its is void, and failed log-ins count no more. To be
/// called with what [`check`] found good.
///
/// # Errors
/// [`ResetError`].
pub async fn reset(
    db: &Db,
    passwords: &Passwords,
    token: &Secret,
    new: &Secret,
    origin: &Origin,
) -> Result<(), ResetError> {
    let hash = passwords.hash(new).await?;
    let not_good = || Faults::one("token", NOT_GOOD);
    let open = open_now(db, Which::Token(&fingerprint(token.expose()))).await?;
    let open = open.ok_or_else(not_good)?;
    let mut tx = db.begin().await?;
    let user = open.user.user_id;
    // Of two that come at once, the second finds that the sessions were ended.
    if !replace_password(&mut tx, user, &open.email, open.token_version, &hash).await? {
        return Err(not_good().into());
    }
    let entry = Entry {
        actor: Some(open.user),
        action: "reset_password",
        object_kind: "user",
        object_id: user.to_string(),
        company_id: open.user.company_id,
        before: None,
        after: None,
        origin,
    };
    audit::record(&mut tx, entry).await?;
    Ok(tx.commit().await?)
}

/// Forgets what ran out.
///
/// # Errors
/// The database failed.
pub async fn drop_expired(db: &Db) -> Result<u64, DbError> {
    store::drop_expired(db.pool(), db.clock().now() - LIFETIME).await
}
