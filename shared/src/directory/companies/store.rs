//! The statements that write companies.

use super::domain::{NewCompany, Profile};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, Line, Prose, Scope, WebAddress},
};

/// One company is renamed at a time: two that exchange their names would each hold what the other waits for.
pub(super) async fn take_turn(tx: &mut Tx) -> Result<(), DbError> {
    tx.take_turn("companies", 0).await
}

/// Inserts it, or finds the one of the same name.
pub(super) async fn ensure(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, DbError> {
    let now = tx.now();
    let inserted = sqlx::query_scalar!(
        r#"INSERT INTO companies (name, description, website, address, is_esn, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (fold(name)) DO NOTHING RETURNING id AS "id: CompanyId""#,
        new.name.as_str(),
        new.description.as_ref().map(Prose::as_str),
        new.website.as_ref().map(WebAddress::as_str),
        new.address.as_ref().map(Prose::as_str),
        new.is_esn,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(id) = inserted {
        return Ok(id);
    }
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: CompanyId" FROM companies WHERE fold(name) = fold($1)"#,
        new.name.as_str()
    )
    .fetch_one(tx.conn())
    .await?)
}

pub(super) async fn insert(tx: &mut Tx, p: &Profile) -> Result<CompanyId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO companies (name, description, website, address, logo_url, is_esn, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id AS "id: CompanyId""#,
        p.name.as_str(),
        p.description.as_ref().map(Prose::as_str),
        p.website.as_ref().map(WebAddress::as_str),
        p.address.as_ref().map(Prose::as_str),
        p.logo_url.as_ref().map(WebAddress::as_str),
        p.is_esn,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Locks a company in the scope of a write: itself.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: CompanyId) -> Result<Option<Locked<Profile>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT name AS "name: Line<200>", description AS "description: Prose<5000>", website AS "website: WebAddress",
            address AS "address: Prose<500>", logo_url AS "logo_url: WebAddress", is_esn, coalesce(updated_at, created_at) AS "version!"
        FROM companies WHERE id = $1 AND ($2::bigint IS NULL OR id = $2) FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(id),
        version: r.version,
        fields: Profile {
            name: r.name,
            description: r.description,
            website: r.website,
            address: r.address,
            logo_url: r.logo_url,
            is_esn: r.is_esn,
        },
    }))
}

pub(super) async fn update(tx: &mut Tx, id: CompanyId, p: &Profile) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE companies SET name = $2, description = $3, website = $4, address = $5, logo_url = $6, is_esn = $7, updated_at = $8
        WHERE id = $1",
        id.0,
        p.name.as_str(),
        p.description.as_ref().map(Prose::as_str),
        p.website.as_ref().map(WebAddress::as_str),
        p.address.as_ref().map(Prose::as_str),
        p.logo_url.as_ref().map(WebAddress::as_str),
        p.is_esn,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts it away, or takes it out again; false when it is so already.
pub(super) async fn set_archived(tx: &mut Tx, id: CompanyId, archived: bool) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE companies SET archived_at = CASE WHEN $2 THEN $3::timestamptz END, updated_at = $3 WHERE id = $1 AND (archived_at IS NULL) = $2",
        id.0,
        archived,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(tx: &mut Tx, id: CompanyId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM companies WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
