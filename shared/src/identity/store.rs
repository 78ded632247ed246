//! The statements that write users, sessions and failed log-ins.

use super::SessionId;
use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, EmailAddress, Line, Role, UserId},
};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

/// A user to be written.
#[derive(Debug)]
pub(super) struct UserRow<'a> {
    pub email: &'a EmailAddress,
    pub password_hash: &'a str,
    pub first_name: Option<&'a Line<100>>,
    pub last_name: Option<&'a Line<100>>,
    pub role: Role,
    pub company_id: Option<CompanyId>,
}

pub(super) async fn insert_user(tx: &mut Tx, user: &UserRow<'_>) -> Result<UserId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO users (company_id, email, password_hash, first_name, last_name, role, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id AS "id: UserId""#,
        user.company_id.map(|c| c.0),
        user.email.as_str(),
        user.password_hash,
        user.first_name.map(Line::as_str),
        user.last_name.map(Line::as_str),
        user.role as _,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The tokens of a session that is to be written.
#[derive(Debug)]
pub(super) struct SessionRow<'a> {
    pub id: SessionId,
    pub user_id: UserId,
    pub company_id: Option<CompanyId>,
    pub opaque_hash: &'a [u8],
    pub opaque_expires_at: DateTime<Utc>,
    pub refresh_hash: &'a [u8],
    pub refresh_expires_at: DateTime<Utc>,
    pub user_agent: Option<&'a str>,
}

pub(super) async fn insert_session(tx: &mut Tx, session: &SessionRow<'_>) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO user_sessions (id, company_id, user_id, opaque_token_hash, opaque_expires_at, refresh_token_hash, refresh_expires_at, user_agent, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        session.id.0,
        session.company_id.map(|c| c.0),
        session.user_id.0,
        session.opaque_hash,
        session.opaque_expires_at,
        session.refresh_hash,
        session.refresh_expires_at,
        session.user_agent,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A session found by a refresh token, locked.
#[derive(Debug)]
pub(super) struct Refreshable {
    pub id: SessionId,
    pub user_id: UserId,
    pub company_id: Option<CompanyId>,
    pub role: Role,
    pub token_version: i32,
    /// The token is the current one; otherwise it was used before.
    pub is_current: bool,
    /// The token is the one that was exchanged for the current one.
    pub is_last: bool,
    /// When that was, and for whom.
    pub rotated_at: Option<DateTime<Utc>>,
    pub rotated_address: Option<String>,
    /// The current token's.
    pub current_hash: Vec<u8>,
    pub is_good: bool,
}

/// Locks the session that a refresh token belongs to or belonged to. A concurrent use of the same token waits here, and then finds it used.
pub(super) async fn lock_by_refresh(tx: &mut Tx, hash: &[u8]) -> Result<Option<Refreshable>, DbError> {
    let now = tx.now();
    Ok(sqlx::query_as!(
        Refreshable,
        r#"SELECT s.id AS "id: SessionId", u.id AS "user_id: UserId", u.company_id AS "company_id: CompanyId", u.role AS "role: Role",
            u.token_version, s.refresh_token_hash = $1 AS "is_current!",
            coalesce(s.used_refresh_hashes[array_upper(s.used_refresh_hashes, 1)] = $1, false) AS "is_last!",
            s.rotated_at, s.rotated_address, s.refresh_token_hash AS current_hash,
            s.revoked_at IS NULL AND s.refresh_expires_at > $2 AND u.is_active AS "is_good!"
        FROM user_sessions s JOIN users u ON u.id = s.user_id
        WHERE s.refresh_token_hash = $1 OR s.used_refresh_hashes @> ARRAY[$1::bytea]
        FOR UPDATE OF s"#,
        hash,
        now,
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub(super) async fn rotate(
    tx: &mut Tx,
    id: SessionId,
    new_hash: &[u8],
    expires_at: DateTime<Utc>,
    address: Option<&str>,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE user_sessions SET used_refresh_hashes = used_refresh_hashes || refresh_token_hash, refresh_token_hash = $2, refresh_expires_at = $3,
            rotated_at = $4, rotated_address = $5
        WHERE id = $1",
        id.0,
        new_hash,
        expires_at,
        now,
        address,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn revoke(tx: &mut Tx, id: SessionId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE user_sessions SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1",
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// True when an active, approved user still has this hash and this token version; they stay so until the transaction ends.
pub(super) async fn still_stands(tx: &mut Tx, user: UserId, hash: &str, version: i32) -> Result<bool, DbError> {
    let found = sqlx::query_scalar!(
        "SELECT id FROM users WHERE id = $1 AND password_hash = $2 AND token_version = $3 AND is_active AND statut = 'actif' FOR SHARE",
        user.0,
        hash,
        version,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Lets one try after the other of an address be judged.
pub(super) async fn take_turn(tx: &mut Tx, email_hash: &[u8]) -> Result<(), DbError> {
    let of = email_hash.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes));
    tx.take_turn("login_failures", of).await
}

pub(super) async fn insert_failure(tx: &mut Tx, email_hash: &[u8], at: DateTime<Utc>) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO login_failures (email_hash, failed_at) VALUES ($1, $2)",
        email_hash,
        at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn forget_failures(tx: &mut Tx, email_hash: &[u8]) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM login_failures WHERE email_hash = $1", email_hash)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Removes the failures from before this instant, whoever's they are.
pub(super) async fn drop_failures(pool: &PgPool, before: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("DELETE FROM login_failures WHERE failed_at < $1", before)
        .execute(pool)
        .await?;
    Ok(done.rows_affected())
}

/// Ends one of the user's sessions; false where it has no such session that is not over.
pub(super) async fn revoke_own(tx: &mut Tx, id: SessionId, user: UserId) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE user_sessions SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL",
        id.0,
        user.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all of the user's sessions, and refuses every token minted before. The user first: a log-in that is under way holds it, and its session
/// is then seen.
pub(super) async fn revoke_all(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE users SET token_version = token_version + 1 WHERE id = $1",
        user.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "UPDATE user_sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL",
        user.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives an active user a password, unless its address changed or its sessions were ended meanwhile.
pub(super) async fn set_hash(
    tx: &mut Tx,
    user: UserId,
    email: &EmailAddress,
    token_version: i32,
    new: &str,
) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE users SET password_hash = $4, updated_at = $5 WHERE id = $1 AND email = $2 AND token_version = $3 AND is_active",
        user.0,
        email.as_str(),
        token_version,
        new,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Replaces a password's hash, unless somebody else did so meanwhile.
pub(super) async fn replace_hash(tx: &mut Tx, user: UserId, old: &str, new: &str) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE users SET password_hash = $3, updated_at = $4 WHERE id = $1 AND password_hash = $2",
        user.0,
        old,
        new,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
