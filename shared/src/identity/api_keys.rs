//! API keys: credentials of machines, such as n8n calling in. An admin makes one, with the permissions that it needs and the company that
//! it works for; its text is shown once and only its hash is kept. It acts as a manager of its company, or as an admin where it has none,
//! within its permissions, until it expires or is revoked, or its maker is no active admin any more.
//!
//! Owns: api_keys

use super::{
    Caller,
    domain::{Allowed, Via},
    tokens::{MintError, Opaque, fingerprint},
};
use crate::{
    aggregate,
    audit::{self, Origin},
    config::Secret,
    db::{DbError, Refused, Tx},
    kernel::{
        Actor, ApiKeyId, Change, CompanyId, FaultKind, Faults, Grant, Line, Page, Role, UserId,
        permissions::{self, ApiKeyOperate},
    },
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::PgPool;

const KIND: &str = "api_key";
/// Tells our keys from other texts, also for scanners of leaked secrets.
const MARK: &str = "tmk_";

/// A machine's key, without its text.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// For whom it works; every company where null.
    pub company_id: Option<CompanyId>,
    /// What it is for.
    #[schema(example = "n8n")]
    pub name: String,
    /// Its first characters.
    #[schema(example = "tmk_1a2b3c4d")]
    pub prefix: String,
    /// What it may do.
    #[schema(example = json!(["ConsultantRead", "TenderRead"]))]
    pub permissions: Vec<String>,
    /// Who made it.
    pub created_by: UserId,
    /// Good until; for ever where null.
    pub expires_at: Option<DateTime<Utc>>,
    /// Revoked.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Made.
    pub created_at: DateTime<Utc>,
}

/// A key to be made.
#[derive(Debug)]
pub struct NewApiKey {
    /// What it is for.
    pub name: Change<Line<100>>,
    /// What it may do.
    pub permissions: Change<Vec<String>>,
    /// For whom it works.
    pub company_id: Option<CompanyId>,
    /// Good until.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// As any write.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The machine has no randomness.
    #[error(transparent)]
    Mint(#[from] MintError),
}

/// Every key, newest first, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(pool: &PgPool, _grant: Grant<ApiKeyOperate>, page: Page) -> Result<(Vec<ApiKey>, i64), DbError> {
    let rows = sqlx::query_as!(
        ApiKey,
        r#"SELECT id AS "id: ApiKeyId", company_id AS "company_id: CompanyId", name, prefix, permissions, created_by AS "created_by: UserId",
            expires_at, revoked_at, created_at
        FROM api_keys ORDER BY id DESC LIMIT $1 OFFSET $2"#,
        page.limit,
        page.offset,
    )
    .fetch_all(pool)
    .await?;
    let total = sqlx::query_scalar!(r#"SELECT count(*) AS "n!" FROM api_keys"#)
        .fetch_one(pool)
        .await?;
    Ok((rows, total))
}

async fn written(tx: &mut Tx, id: ApiKeyId) -> Result<ApiKey, DbError> {
    Ok(sqlx::query_as!(
        ApiKey,
        r#"SELECT id AS "id: ApiKeyId", company_id AS "company_id: CompanyId", name, prefix, permissions, created_by AS "created_by: UserId",
            expires_at, revoked_at, created_at
        FROM api_keys WHERE id = $1"#,
        id.0,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Makes a key and returns its text, this once.
///
/// # Errors
/// [`KeyError`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<ApiKeyOperate>,
    new: NewApiKey,
    origin: &Origin,
) -> Result<(ApiKey, Secret), KeyError> {
    let NewApiKey {
        name,
        permissions: wanted,
        company_id,
        expires_at,
    } = new;
    let mut faults = Faults::default();
    let name = name.required("name", &mut faults);
    if expires_at.is_some_and(|at| at <= tx.now()) {
        faults.add("expires_at", FaultKind::Malformed("future"));
    }
    let wanted = wanted.required("permissions", &mut faults);
    if wanted.as_ref().is_some_and(Vec::is_empty) {
        faults.add("permissions", FaultKind::TooShort(1));
    }
    for (i, name) in wanted.iter().flatten().enumerate() {
        if !permissions::NAMES.contains(&name.as_str()) {
            faults.add(format!("permissions/{i}"), FaultKind::NotOneOf(permissions::NAMES));
        }
    }
    let named = aggregate::check_company(tx, "company_id", company_id, &mut faults).await;
    named.map_err(Refused::from)?;
    let (name, wanted) = faults.whole(name.zip(wanted)).map_err(Refused::from)?;
    let random = Opaque::generate()?;
    let text = format!("{MARK}{}", random.token.expose());
    let now = tx.now();
    let id = sqlx::query_scalar!(
        r#"INSERT INTO api_keys (company_id, name, prefix, key_hash, permissions, created_by, expires_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id AS "id: ApiKeyId""#,
        company_id.map(|c| c.0),
        name.as_str(),
        &text[..MARK.len() + 8],
        fingerprint(&text),
        &wanted,
        grant.actor().user_id.0,
        expires_at,
        now,
    )
    .fetch_one(tx.conn())
    .await
    .map_err(|error| match DbError::from(error) {
        DbError::Reference(c) if c.constraint == "api_keys_company_id_fkey" => {
            Refused::from(Faults::one("company_id", FaultKind::NoSuch))
        }
        other => other.into(),
    })?;
    let made = written(tx, id).await.map_err(Refused::from)?;
    let object = (KIND, id.0, company_id);
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin)
        .await
        .map_err(Refused::from)?;
    Ok((made, Secret::new(text)))
}

/// Revokes a key: it is refused from the next request on.
///
/// # Errors
/// [`Refused::NotFound`] when there is none that is good, or the database failed.
pub async fn revoke(tx: &mut Tx, grant: Grant<ApiKeyOperate>, id: ApiKeyId, origin: &Origin) -> Result<(), Refused> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
        id.0,
        now
    )
    .execute(tx.conn())
    .await
    .map_err(DbError::from)?;
    if done.rows_affected() == 0 {
        return Err(Refused::NotFound(KIND));
    }
    let after = written(tx, id).await?;
    let before = ApiKey {
        revoked_at: None,
        ..after.clone()
    };
    let object = (KIND, id.0, after.company_id);
    audit::changed(
        tx,
        grant.actor(),
        "revoke",
        object,
        (Some(&before), Some(&after)),
        origin,
    )
    .await?;
    Ok(())
}

/// The caller behind a key's text: none when it is unknown, expired or revoked, or its maker was deactivated or is no admin any more. What
/// somebody may not do, its key may not either.
///
/// # Errors
/// The database failed.
pub async fn caller(pool: &PgPool, text: &str, now: DateTime<Utc>) -> Result<Option<Caller>, DbError> {
    let row = sqlx::query!(
        r#"SELECT k.id AS "id: ApiKeyId", k.company_id AS "company_id: CompanyId", k.permissions, k.created_by AS "created_by: UserId"
        FROM api_keys k JOIN users u ON u.id = k.created_by
        WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)
            AND u.is_active AND u.role = 'admin'"#,
        fingerprint(text),
        now,
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| Caller {
        actor: Actor {
            user_id: r.created_by,
            role: if r.company_id.is_some() {
                Role::Manager
            } else {
                Role::Admin
            },
            company_id: r.company_id,
        },
        via: Via::Key(r.id, Allowed::of(&r.permissions)),
    }))
}
