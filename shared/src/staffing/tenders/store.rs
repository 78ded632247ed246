//! The statements that write tenders and what they ask for.

use super::domain::{Importance, Requirement, TenderStatus, Terms};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    directory::skills::domain::Level,
    kernel::{CompanyId, Currency, Latitude, Line, Longitude, Prose, Rate, Scope, SkillId, TenderId, Whole, Years},
};

/// Locks a tender in the scope of a write: its company's.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: TenderId) -> Result<Option<Locked<Terms>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", coalesce(updated_at, created_at) AS "version!", title AS "title: Line<200>",
            client_name AS "client_name: Line<200>", description AS "description: Prose<20_000>", start_date, end_date,
            location AS "location: Line<200>", latitude AS "latitude: Latitude", longitude AS "longitude: Longitude", remote_allowed,
            min_years_experience AS "min_years_experience: Years", status AS "status: TenderStatus",
            (budget_min * 100)::bigint AS "budget_min: Rate", (budget_max * 100)::bigint AS "budget_max: Rate",
            currency AS "currency: Currency", required_consultants AS "required_consultants: Whole<1, 1000>"
        FROM tenders WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Terms {
            title: r.title,
            client_name: r.client_name,
            description: r.description,
            start_date: r.start_date,
            end_date: r.end_date,
            location: r.location,
            latitude: r.latitude,
            longitude: r.longitude,
            remote_allowed: r.remote_allowed,
            min_years_experience: r.min_years_experience,
            status: r.status,
            budget_min: r.budget_min,
            budget_max: r.budget_max,
            currency: r.currency,
            required_consultants: r.required_consultants,
        },
    }))
}

pub(super) async fn insert(tx: &mut Tx, company: CompanyId, t: &Terms) -> Result<TenderId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO tenders (company_id, title, client_name, description, start_date, end_date, location, latitude, longitude,
            remote_allowed, min_years_experience, status, budget_min, budget_max, currency, required_consultants, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::bigint::numeric / 100, $14::bigint::numeric / 100, $15, $16, $17)
        RETURNING id AS "id: TenderId""#,
        company.0,
        t.title.as_str(),
        t.client_name.as_ref().map(Line::as_str),
        t.description.as_ref().map(Prose::as_str),
        t.start_date,
        t.end_date,
        t.location.as_ref().map(Line::as_str),
        t.latitude.map(Latitude::get),
        t.longitude.map(Longitude::get),
        t.remote_allowed,
        t.min_years_experience.map(Years::get),
        t.status as _,
        t.budget_min.map(Rate::cents),
        t.budget_max.map(Rate::cents),
        t.currency.as_str(),
        t.required_consultants.get(),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

pub(super) async fn update(tx: &mut Tx, id: TenderId, t: &Terms) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE tenders SET title = $2, client_name = $3, description = $4, start_date = $5, end_date = $6, location = $7,
            latitude = $8, longitude = $9, remote_allowed = $10, min_years_experience = $11, status = $12,
            budget_min = $13::bigint::numeric / 100, budget_max = $14::bigint::numeric / 100, currency = $15,
            required_consultants = $16, updated_at = $17
        WHERE id = $1",
        id.0,
        t.title.as_str(),
        t.client_name.as_ref().map(Line::as_str),
        t.description.as_ref().map(Prose::as_str),
        t.start_date,
        t.end_date,
        t.location.as_ref().map(Line::as_str),
        t.latitude.map(Latitude::get),
        t.longitude.map(Longitude::get),
        t.remote_allowed,
        t.min_years_experience.map(Years::get),
        t.status as _,
        t.budget_min.map(Rate::cents),
        t.budget_max.map(Rate::cents),
        t.currency.as_str(),
        t.required_consultants.get(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Marks a tender as changed, when its skills are.
pub(super) async fn touch(tx: &mut Tx, id: TenderId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!("UPDATE tenders SET updated_at = $2 WHERE id = $1", id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Puts it away, or takes it out again; false when it is so already.
pub(super) async fn set_archived(tx: &mut Tx, id: TenderId, archived: bool) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        "UPDATE tenders SET archived_at = CASE WHEN $2 THEN $3::timestamptz END, updated_at = $3 WHERE id = $1 AND (archived_at IS NULL) = $2",
        id.0,
        archived,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete(tx: &mut Tx, id: TenderId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM tenders WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn insert_skill(
    tx: &mut Tx,
    company: CompanyId,
    id: TenderId,
    skill: SkillId,
    requirement: &Requirement,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, min_level, details, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)",
        company.0,
        id.0,
        skill.0,
        requirement.importance as _,
        requirement.min_level as _,
        requirement.details.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The stored requirement, locked.
pub(super) async fn lock_skill(tx: &mut Tx, id: TenderId, skill: SkillId) -> Result<Option<Requirement>, DbError> {
    Ok(sqlx::query_as!(
        Requirement,
        r#"SELECT importance AS "importance: Importance", min_level AS "min_level: Level", details AS "details: Prose<500>"
        FROM tender_skills WHERE tender_id = $1 AND skill_id = $2 FOR UPDATE"#,
        id.0,
        skill.0,
    )
    .fetch_optional(tx.conn())
    .await?)
}

pub(super) async fn update_skill(
    tx: &mut Tx,
    id: TenderId,
    skill: SkillId,
    requirement: &Requirement,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE tender_skills SET importance = $3, min_level = $4, details = $5, updated_at = $6 WHERE tender_id = $1 AND skill_id = $2",
        id.0,
        skill.0,
        requirement.importance as _,
        requirement.min_level as _,
        requirement.details.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete_skill(tx: &mut Tx, id: TenderId, skill: SkillId) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "DELETE FROM tender_skills WHERE tender_id = $1 AND skill_id = $2",
        id.0,
        skill.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
