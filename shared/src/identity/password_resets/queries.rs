//! What the letter and the new password look at.

use crate::{
    db::{DbError, Tx},
    kernel::{Actor, CompanyId, EmailAddress, Locale, Role, UserId},
};
use chrono::{DateTime, Utc};
use sqlx::PgPool;
use uuid::Uuid;

/// A way that is open: it did not run out, and nothing ended the user's sessions since it was asked for.
#[derive(Debug)]
pub struct Open {
    /// Whose account it leads into.
    pub user: Actor,
    /// The account's address now.
    pub email: EmailAddress,
    /// In which language the letter is.
    pub locale: Locale,
    /// Of the token that the letter carries.
    pub token_hash: Vec<u8>,
    pub(super) email_hash: Vec<u8>,
    pub(super) token_version: i32,
}

struct Row {
    user_id: UserId,
    role: Role,
    company_id: Option<CompanyId>,
    email: EmailAddress,
    locale: String,
    token_hash: Vec<u8>,
    email_hash: Vec<u8>,
    token_version: i32,
}

impl From<Row> for Open {
    fn from(row: Row) -> Self {
        let Row {
            user_id,
            role,
            company_id,
            email,
            locale,
            token_hash,
            email_hash,
            token_version,
        } = row;
        Self {
            user: Actor {
                user_id,
                role,
                company_id,
            },
            email,
            locale: Locale::named(&locale).unwrap_or(Locale::Fr),
            token_hash,
            email_hash,
            token_version,
        }
    }
}

/// Which way.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'a> {
    Id(Uuid),
    Token(&'a [u8]),
}

/// The way, if it is open now.
pub(super) async fn open(pool: &PgPool, which: Which<'_>, now: DateTime<Utc>) -> Result<Option<Open>, DbError> {
    let (id, token_hash) = match which {
        Which::Id(id) => (Some(id), None),
        Which::Token(hash) => (None, Some(hash)),
    };
    let row = sqlx::query_as!(
        Row,
        r#"SELECT u.id AS "user_id: UserId", u.role AS "role: Role", u.company_id AS "company_id: CompanyId", u.email AS "email: EmailAddress",
            r.locale, r.token_hash, r.email_hash, u.token_version
        FROM password_resets r JOIN users u ON u.id = r.user_id AND u.token_version = r.token_version
        WHERE (r.id = $1 OR r.token_hash = $2) AND r.expires_at > $3 AND u.is_active"#,
        id,
        token_hash,
        now,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(Into::into))
}

/// Letters that this address was promised since.
pub(super) async fn letters_since(tx: &mut Tx, email_hash: &[u8], since: DateTime<Utc>) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM password_resets WHERE email_hash = $1 AND created_at > $2"#,
        email_hash,
        since,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// When others asked for letters to this address since, newest first.
pub(super) async fn asked_by_others_since(
    tx: &mut Tx,
    email_hash: &[u8],
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT created_at FROM password_resets WHERE email_hash = $1 AND created_at > $2 AND requested_by IS NOT NULL ORDER BY created_at DESC",
        email_hash,
        since,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whose account a way leads into: id, company and token version.
pub(super) type Owner = (UserId, Option<CompanyId>, i32);

/// The active user of this address, whatever its case.
pub(super) async fn owner(tx: &mut Tx, email: &str) -> Result<Option<Owner>, DbError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: UserId", company_id AS "company_id: CompanyId", token_version FROM users WHERE lower(email) = lower($1) AND is_active"#,
        email
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.id, r.company_id, r.token_version)))
}
