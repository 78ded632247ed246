//! The statements that write users.

use super::domain::Person;
use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, EmailAddress, Line, Role, Scope, UserId},
};
use chrono::{DateTime, Utc};

fn texts(person: &Person) -> Vec<String> {
    person.autorisations.iter().map(|a| a.as_str().to_owned()).collect()
}

pub(super) async fn insert(tx: &mut Tx, p: &Person, password_hash: &str) -> Result<UserId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO users (email, password_hash, first_name, last_name, full_name, role, company_id, is_active, autorisations, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id AS "id: UserId""#,
        p.email.as_str(),
        password_hash,
        p.first_name.as_ref().map(Line::as_str),
        p.last_name.as_ref().map(Line::as_str),
        p.full_name.as_ref().map(Line::as_str),
        p.role as _,
        p.company_id.map(|c| c.0),
        p.is_active,
        &texts(p),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Holds back whoever else changes admins, until the transaction ends. Taken before any row: two that met half-way would wait for each other.
pub(super) async fn hold_admins(tx: &mut Tx) -> Result<(), DbError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('users: admins', 0))")
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Locks a user in the scope of a write: everybody, the company's, or the caller itself.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: UserId) -> Result<Option<(Person, DateTime<Utc>)>, DbError> {
    let company = if scope.user().is_some() { None } else { scope.company() };
    let row = sqlx::query!(
        r#"SELECT email AS "email: EmailAddress", first_name AS "first_name: Line<100>", last_name AS "last_name: Line<100>",
            full_name AS "full_name: Line<200>", role AS "role: Role", company_id AS "company_id: CompanyId", is_active,
            autorisations AS "autorisations: Vec<Line<50>>", coalesce(updated_at, created_at) AS "version!"
        FROM users WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) AND ($3::bigint IS NULL OR id = $3) FOR UPDATE"#,
        id.0,
        company.map(|c| c.0),
        scope.user().map(|u| u.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| {
        let person = Person {
            email: r.email,
            first_name: r.first_name,
            last_name: r.last_name,
            full_name: r.full_name,
            role: r.role,
            company_id: r.company_id,
            is_active: r.is_active,
            autorisations: r.autorisations,
        };
        (person, r.version)
    }))
}

/// Writes a user; where its rights changed, every token minted before is refused from now on.
pub(super) async fn update(tx: &mut Tx, id: UserId, p: &Person, rights_changed: bool) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE users SET email = $2, first_name = $3, last_name = $4, full_name = $5, role = $6, company_id = $7, is_active = $8,
            autorisations = $9, token_version = token_version + $10, updated_at = $11 WHERE id = $1",
        id.0,
        p.email.as_str(),
        p.first_name.as_ref().map(Line::as_str),
        p.last_name.as_ref().map(Line::as_str),
        p.full_name.as_ref().map(Line::as_str),
        p.role as _,
        p.company_id.map(|c| c.0),
        p.is_active,
        &texts(p),
        i32::from(rights_changed),
        now,
    )
    .execute(tx.conn())
    .await?;
    if rights_changed {
        sqlx::query!(
            "UPDATE user_sessions SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL",
            id.0,
            now
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
