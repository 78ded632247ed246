//! Adding to the catalogue, and keeping it.

use super::{
    aggregate::Skills,
    domain::NewSkill,
    queries::{self, Skill},
    store,
};
use crate::{
    aggregate::{self, Act, Aggregate, By},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{SkillId, permissions::SkillAdd},
};

/// Adds a skill; a manager's carries its company, an admin's is the platform's.
///
/// # Errors
/// [`Refused::Exists`] when the name or an alias is another skill's word, or the database failed.
pub async fn add(tx: &mut Tx, by: By<'_, SkillAdd>, new: &NewSkill) -> Result<Skill, Refused> {
    let company = by.actor().company_id;
    store::take_turn(tx).await?;
    let id = store::insert(tx, company, new).await.map_err(Skills::named)?;
    let skill = queries::written(tx, id).await?;
    aggregate::recorded::<Skills>(tx, &by, Act::Create, (id, company), (None, Some(&skill))).await?;
    Ok(skill)
}

/// The platform's skill of this name, made if there is none: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewSkill) -> Result<SkillId, DbError> {
    match queries::named(tx, new.name.as_str()).await? {
        Some(id) => Ok(id),
        None => {
            tx.changes(Space::Skills);
            // What a company called something else meanwhile stays that.
            let mut free = new.clone();
            let taken = queries::taken(tx, &new.aliases).await?;
            free.aliases.retain(|alias| !taken.contains(alias.as_str()));
            store::insert(tx, None, &free).await
        }
    }
}

/// Keeps these skills from being renamed or removed until the transaction ends, so that they are in what a consultant or tender shows by the name
/// that they have. Whoever gives a skill to an owner that others may hold calls it before it locks the owner: who renames one locks in that order.
///
/// # Errors
/// The database failed.
pub async fn hold(tx: &mut Tx, ids: &[SkillId]) -> Result<(), DbError> {
    store::hold(tx, ids).await
}
