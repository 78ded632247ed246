//! Adding to the catalogue, and keeping it.

use super::{
    domain::{NewSkill, WordingChanges},
    queries::{self, Skill},
    store,
};
use crate::{
    audit::{self, Entry, Origin},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{
        Expected, Grant, SkillId,
        permissions::{SkillAdd, SkillWrite},
    },
};

/// Adds a skill; a manager's carries its company, an admin's is the platform's.
///
/// # Errors
/// [`DbError::Duplicate`] when the name or an alias is another skill's word, or the database failed.
pub async fn add(tx: &mut Tx, grant: Grant<SkillAdd>, new: &NewSkill, origin: &Origin) -> Result<Skill, DbError> {
    let actor = grant.actor();
    store::take_turn(tx).await?;
    let id = store::insert(tx, actor.company_id, new).await?;
    let skill = queries::written(tx, id).await?;
    tx.changes(Space::Skills);
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

/// Changes a skill.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<SkillWrite>,
    id: SkillId,
    changes: WordingChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Skill, Refused> {
    store::take_turn(tx).await?;
    let (wording, version, company) = store::lock(tx, id).await?.ok_or(Refused::NotFound("skill"))?;
    Refused::if_stale(expected, version)?;
    let before = queries::written(tx, id).await?;
    let changed = wording.clone().change(changes)?;
    if changed == wording {
        return Ok(before);
    }
    let written = store::update(tx, id, &changed).await;
    written.map_err(|error| match error {
        DbError::Duplicate(_) => Refused::Exists("skill"),
        other => other.into(),
    })?;
    let after = queries::written(tx, id).await?;
    tx.changes(Space::Skills);
    let object = ("skill", id.0, company);
    audit::changed(
        tx,
        grant.actor(),
        "update",
        object,
        (Some(&before), Some(&after)),
        origin,
    )
    .await?;
    Ok(after)
}

/// Removes a skill that nobody has and no tender asks for.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<SkillWrite>,
    id: SkillId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let (_, version, company) = store::lock(tx, id).await?.ok_or(Refused::NotFound("skill"))?;
    Refused::if_stale(expected, version)?;
    Refused::if_in_use(queries::rests_on(tx, id).await?)?;
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    tx.changes(Space::Skills);
    let object = ("skill", id.0, company);
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}
