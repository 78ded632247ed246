//! Adding to the catalogue.

use super::{
    domain::NewSkill,
    queries::{self, Skill},
    store,
};
use crate::{
    db::{DbError, Tx},
    identity::audit::{self, Entry, Origin},
    kernel::{Grant, SkillId, permissions::SkillAdd},
};

/// Adds a skill; a manager's carries its company, an admin's is the platform's.
///
/// # Errors
/// [`DbError::Duplicate`] when the name is taken, or the database failed.
pub async fn add(tx: &mut Tx, grant: Grant<SkillAdd>, new: &NewSkill, origin: &Origin) -> Result<Skill, DbError> {
    let actor = grant.actor();
    let id = store::insert(tx, actor.company_id, new).await?;
    let skill = queries::one(tx, id).await?;
    let entry = Entry {
        actor: Some(actor),
        action: "create",
        object_kind: "skill",
        object_id: id.to_string(),
        company_id: actor.company_id,
        before: None,
        after: serde_json::to_value(&skill).ok(),
        origin,
    };
    audit::record(tx, entry).await?;
    Ok(skill)
}

/// The platform's skill of this name, made if there is none: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewSkill) -> Result<SkillId, DbError> {
    match queries::named(tx, new.name.as_str()).await? {
        Some(id) => Ok(id),
        None => store::insert(tx, None, new).await,
    }
}
