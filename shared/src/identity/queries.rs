//! Read models of users, and the one question that every request asks: who is the caller now.

use super::{
    Caller, SessionId,
    domain::{Statut, Via},
    passwords::Older,
    tokens::Claims,
};
use crate::{
    db::{Connection, DbError, Tx},
    kernel::{Actor, CompanyId, FaultKind, Faults, Role, UserId},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A person who can log in.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Where mail reaches it; its name at log-in.
    #[schema(example = "helene.vasseur@exemple.fr")]
    pub email: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// Derived from the two unless given.
    pub full_name: Option<String>,
    /// What it is.
    pub role: Role,
    /// Of which company.
    pub company_id: Option<CompanyId>,
    /// False: it cannot log in.
    pub is_active: bool,
    /// Named rights on top of its role's.
    pub autorisations: Vec<String>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl User {
    /// When it was last written: what an `ETag` tells apart.
    #[must_use]
    pub fn version(&self) -> DateTime<Utc> {
        self.updated_at.unwrap_or(self.created_at)
    }
}

/// One user.
///
/// # Errors
/// The database failed.
pub async fn user(pool: &PgPool, id: UserId) -> Result<Option<User>, DbError> {
    Ok(sqlx::query_as!(
        User,
        r#"SELECT id AS "id: UserId", email, first_name, last_name,
            coalesce(full_name, nullif(concat_ws(' ', first_name, last_name), '')) AS full_name,
            role AS "role: Role", company_id AS "company_id: CompanyId", is_active, autorisations, created_at, updated_at
        FROM users WHERE id = $1"#,
        id.0
    )
    .fetch_optional(pool)
    .await?)
}

/// What a log-in compares.
#[derive(Debug)]
pub(super) struct Credentials {
    pub id: UserId,
    pub password_hash: String,
    pub role: Role,
    pub company_id: Option<CompanyId>,
    pub token_version: i32,
    pub is_active: bool,
    pub statut: Statut,
}

pub(super) async fn credentials(pool: &PgPool, email: &str) -> Result<Option<Credentials>, DbError> {
    Ok(sqlx::query_as!(
        Credentials,
        r#"SELECT id AS "id: UserId", password_hash, role AS "role: Role", company_id AS "company_id: CompanyId", token_version, is_active, statut AS "statut: Statut"
        FROM users WHERE lower(email) = lower($1)"#,
        email
    )
    .fetch_optional(pool)
    .await?)
}

/// The kinds of older hashes that accounts still have; a partial index holds just those.
pub(super) async fn older_hashes(pool: &PgPool) -> Result<Older, DbError> {
    let row = sqlx::query!(
        r#"SELECT max(substring(password_hash FROM '^\$2[aby]\$([0-9]{2})\$')::int) AS bcrypt_cost,
            coalesce(bool_or(password_hash ~ '^[0-9a-fA-F]+\$'), false) AS "pbkdf2!"
        FROM users WHERE password_hash NOT LIKE '$argon2%'"#
    )
    .fetch_one(pool)
    .await?;
    Ok(Older {
        bcrypt_cost: row.bcrypt_cost.and_then(|cost| u32::try_from(cost).ok()),
        pbkdf2: row.pbkdf2,
    })
}

/// What a change of password compares: the address, and the hash.
pub(super) async fn own_credentials(pool: &PgPool, id: UserId) -> Result<Option<(String, String)>, DbError> {
    let row = sqlx::query!(
        "SELECT email, password_hash FROM users WHERE id = $1 AND is_active",
        id.0
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| (r.email, r.password_hash)))
}

/// One log-in of a user.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Its id.
    #[schema(value_type = Uuid)]
    pub id: Uuid,
    /// The browser or program, as it named itself.
    pub user_agent: Option<String>,
    /// Begun.
    pub created_at: DateTime<Utc>,
    /// Over, unless it is refreshed before.
    pub expires_at: DateTime<Utc>,
    /// The one that asks.
    pub is_current: bool,
}

/// A user's sessions that are not over, newest first.
///
/// # Errors
/// The database failed.
pub async fn sessions(pool: &PgPool, caller: Caller, now: DateTime<Utc>) -> Result<Vec<Session>, DbError> {
    let current = caller.session().map(|s| s.0);
    Ok(sqlx::query_as!(
        Session,
        r#"SELECT id, user_agent, created_at, refresh_expires_at AS expires_at, coalesce(id = $3, false) AS "is_current!"
        FROM user_sessions WHERE user_id = $1 AND revoked_at IS NULL AND refresh_expires_at > $2 ORDER BY created_at DESC, id"#,
        caller.actor.user_id.0,
        now,
        current,
    )
    .fetch_all(pool)
    .await?)
}

/// Failures since `since`, newest first.
pub(super) async fn failures(
    db: impl PgExecutor<'_>,
    email_hash: &[u8],
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT failed_at FROM login_failures WHERE email_hash = $1 AND failed_at > $2 ORDER BY failed_at DESC LIMIT 1000",
        email_hash,
        since
    )
    .fetch_all(db)
    .await?)
}

/// A session that was not revoked, of a user who is active.
#[derive(Debug)]
pub(super) struct Living {
    version: i32,
    /// Who it is.
    pub caller: Caller,
}

impl Living {
    /// True when the token was minted for this session, this user, and no earlier than the user's last change.
    pub(super) fn is_of(&self, claims: &Claims) -> bool {
        self.caller.via == Via::Session(claims.session())
            && claims.user_id() == Some(self.caller.actor.user_id)
            && claims.version() == self.version
    }
}

/// Those of the sessions that live.
pub(super) async fn living_sessions(conn: &mut Connection, sessions: &[SessionId]) -> Result<Vec<Living>, DbError> {
    let ids: Vec<uuid::Uuid> = sessions.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"SELECT s.id AS "session: SessionId", u.id AS "user_id: UserId", u.role AS "role: Role",
            u.company_id AS "company_id: CompanyId", u.token_version
        FROM user_sessions s JOIN users u ON u.id = s.user_id
        WHERE s.id = ANY($1) AND s.revoked_at IS NULL AND u.is_active"#,
        &ids
    )
    .fetch_all(conn)
    .await?;
    let living = rows.into_iter().map(|r| Living {
        version: r.token_version,
        caller: Caller {
            actor: Actor {
                user_id: r.user_id,
                role: r.role,
                company_id: r.company_id,
            },
            via: Via::Session(r.session),
        },
    });
    Ok(living.collect())
}

/// The caller behind an opaque token's hash.
///
/// # Errors
/// The database failed.
pub async fn caller_by_opaque(pool: &PgPool, hash: &[u8], now: DateTime<Utc>) -> Result<Option<Caller>, DbError> {
    let row = sqlx::query!(
        r#"SELECT s.id AS "session: SessionId", u.id AS "user_id: UserId", u.role AS "role: Role", u.company_id AS "company_id: CompanyId"
        FROM user_sessions s JOIN users u ON u.id = s.user_id
        WHERE s.opaque_token_hash = $1 AND s.opaque_expires_at > $2 AND s.revoked_at IS NULL AND u.is_active"#,
        hash,
        now,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| Caller {
        actor: Actor {
            user_id: r.user_id,
            role: r.role,
            company_id: r.company_id,
        },
        via: Via::Session(r.session),
    }))
}

/// The company of a user who is a consultant; it stays one of that company until the transaction ends.
///
/// # Errors
/// The database failed.
pub async fn company_of_consultant(tx: &mut Tx, id: UserId) -> Result<Option<CompanyId>, DbError> {
    let found = sqlx::query_scalar!(
        r#"SELECT company_id AS "id: CompanyId" FROM users WHERE id = $1 AND role = 'consultant' FOR SHARE"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.flatten())
}

/// The user of this address: how seed data is not loaded twice.
///
/// # Errors
/// The database failed.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<UserId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: UserId" FROM users WHERE lower(email) = lower($1)"#,
        email
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Notes a fault of the field that names a company which is not there.
///
/// # Errors
/// The database failed.
pub(super) async fn check_company(
    tx: &mut Tx,
    field: &'static str,
    id: Option<CompanyId>,
    faults: &mut Faults,
) -> Result<(), DbError> {
    let Some(id) = id else { return Ok(()) };
    let is_there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM companies WHERE id = $1) AS "is_there!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    if !is_there {
        faults.add(field, FaultKind::NoSuch);
    }
    Ok(())
}
