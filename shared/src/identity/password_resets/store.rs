//! The statements that write ways to a new password.

use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, Locale, UserId},
};
use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// A row to be written.
#[derive(Debug)]
pub(super) struct NewReset<'a> {
    pub id: Uuid,
    pub company_id: Option<CompanyId>,
    /// With its token version.
    pub user: Option<(UserId, i32)>,
    pub email_hash: &'a [u8],
    pub token_hash: &'a [u8],
    pub locale: Locale,
    pub requested_by: Option<UserId>,
    pub expires_at: DateTime<Utc>,
}

/// Lets one request after the other count the letters of an address.
pub(super) async fn take_turn(tx: &mut Tx, email_hash: &[u8]) -> Result<(), DbError> {
    let of = email_hash.first_chunk().map_or(0, |bytes| i64::from_be_bytes(*bytes));
    tx.take_turn("password_resets", of).await
}

pub(super) async fn insert(tx: &mut Tx, new: &NewReset<'_>) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO password_resets (id, company_id, user_id, token_version, email_hash, token_hash, locale, requested_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id,
        new.company_id.map(|c| c.0),
        new.user.map(|(id, _)| id.0),
        new.user.map(|(_, version)| version),
        new.email_hash,
        new.token_hash,
        new.locale.tag(),
        new.requested_by.map(|u| u.0),
        now,
        new.expires_at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Makes every way of this user's lead nowhere, as one of an address that is nobody's. They still count among the letters of their address.
pub(super) async fn close(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE password_resets SET user_id = NULL, token_version = NULL WHERE user_id = $1",
        user.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes what ran out before this instant.
pub(super) async fn drop_expired(pool: &PgPool, before: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("DELETE FROM password_resets WHERE expires_at < $1", before)
        .execute(pool)
        .await?;
    Ok(done.rows_affected())
}
