//! The statements that write the catalogue.

use super::domain::NewSkill;
use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, Line, SkillId},
};

pub(super) async fn insert(tx: &mut Tx, company: Option<CompanyId>, new: &NewSkill) -> Result<SkillId, DbError> {
    let now = tx.now();
    let aliases: Vec<String> = new.aliases.iter().map(|a| a.as_str().to_owned()).collect();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO skills (company_id, name, category, description, aliases, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id AS "id: SkillId""#,
        company.map(|c| c.0),
        new.name.as_str(),
        new.category.as_str(),
        new.description.as_ref().map(Line::as_str),
        &aliases,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}
