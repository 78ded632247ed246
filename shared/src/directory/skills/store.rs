//! The statements that write the catalogue.

use super::domain::{NewSkill, Wording};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, Line, Prose, SkillId},
};

/// One writer of words at a time: each belongs to one skill, and two skills that exchange theirs would each hold what the other waits for.
pub(super) async fn take_turn(tx: &mut Tx) -> Result<(), DbError> {
    tx.take_turn("skill_names", 0).await
}

pub(super) async fn insert(tx: &mut Tx, company: Option<CompanyId>, new: &NewSkill) -> Result<SkillId, DbError> {
    let now = tx.now();
    let aliases: Vec<String> = new.aliases.iter().map(|a| a.as_str().to_owned()).collect();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO skills (company_id, name, category, description, aliases, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id AS "id: SkillId""#,
        company.map(|c| c.0),
        new.name.as_str(),
        new.category.as_str(),
        new.description.as_ref().map(Prose::as_str),
        &aliases,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The stored skill, locked against other writers; not against being referred to, which whoever holds a consultant does: a rename waits for that one.
pub(super) async fn lock(tx: &mut Tx, id: SkillId) -> Result<Option<Locked<Wording>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT name AS "name: Line<100>", category AS "category: Line<50>", description AS "description: Prose<500>",
            aliases AS "aliases: Vec<Line<100>>", coalesce(updated_at, created_at) AS "version!", company_id AS "company_id: CompanyId"
        FROM skills WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: r.company_id,
        version: r.version,
        fields: Wording {
            name: r.name,
            category: r.category,
            description: r.description,
            aliases: r.aliases,
        },
    }))
}

/// Held against being renamed or removed.
pub(super) async fn hold(tx: &mut Tx, ids: &[SkillId]) -> Result<(), DbError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    sqlx::query!("SELECT id FROM skills WHERE id = ANY($1) ORDER BY id FOR SHARE", &ids)
        .fetch_all(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, id: SkillId, w: &Wording) -> Result<(), DbError> {
    let now = tx.now();
    let aliases: Vec<String> = w.aliases.iter().map(|a| a.as_str().to_owned()).collect();
    sqlx::query!(
        "UPDATE skills SET name = $2, category = $3, description = $4, aliases = $5, updated_at = $6 WHERE id = $1",
        id.0,
        w.name.as_str(),
        w.category.as_str(),
        w.description.as_ref().map(Prose::as_str),
        &aliases,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: SkillId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM skills WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
