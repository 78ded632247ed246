//! What a tender asks for: adding, changing and removing skills.

use super::{
    domain::{Importance, Requirement},
    queries::{self, TenderSkill},
    store::{self, Locked},
    usecases::{WriteError, index, lock, record},
};
use crate::{
    audit::Origin,
    db::{DbError, Tx},
    directory::skills::{self, domain::Level},
    kernel::{
        Change, Expected, FaultKind, Faults, Grant, Prose, SkillId, TenderId,
        permissions::{TenderRead, TenderWrite},
    },
};

/// What a request says of a skill.
#[derive(Debug, Default)]
pub struct RequirementChanges {
    /// How much it matters; must have a value.
    pub importance: Change<Importance>,
    /// How well one must have it, if that matters.
    pub min_level: Change<Level>,
    /// For what.
    pub details: Change<Prose<500>>,
}

impl RequirementChanges {
    /// A new requirement.
    ///
    /// # Errors
    /// The importance is missing.
    pub fn create(self) -> Result<Requirement, Faults> {
        let mut faults = Faults::default();
        let importance = self.importance.required("importance", &mut faults);
        let requirement = importance.map(|importance| Requirement {
            importance,
            min_level: self.min_level.optional(),
            details: self.details.optional(),
        });
        requirement.ok_or(faults)
    }

    fn apply(self, mut requirement: Requirement) -> Result<Requirement, Faults> {
        let mut faults = Faults::default();
        self.importance
            .apply_required(&mut requirement.importance, "importance", &mut faults);
        self.min_level.apply(&mut requirement.min_level);
        self.details.apply(&mut requirement.details);
        faults.or(requirement)
    }
}

/// Asks for a skill of the catalogue.
///
/// # Errors
/// [`WriteError`].
pub async fn add(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    (skill, changes): (Change<SkillId>, RequirementChanges),
    expected: &Expected,
    origin: &Origin,
) -> Result<TenderSkill, WriteError> {
    if let Change::Set(skill) = skill {
        skills::usecases::hold(tx, &[skill]).await?;
    }
    let locked = lock_version(tx, grant, read, id, expected).await?;
    let mut faults = Faults::default();
    let skill = skill.required("skill_id", &mut faults);
    skills::queries::check_known(tx, "skill_id", skill, &mut faults).await?;
    let requirement = faults.gather(changes.create());
    let (skill, requirement) = faults.whole(skill.zip(requirement))?;
    let before = queries::written(tx, id).await?;
    store::insert_skill(tx, locked.company_id, id, skill, &requirement)
        .await
        .map_err(|error| match error {
            DbError::Duplicate(_) => WriteError::SkillExists,
            DbError::Reference(_) => Faults::one("skill_id", FaultKind::NoSuch).into(),
            other => other.into(),
        })?;
    let after = changed(tx, grant, id, &before, origin).await?;
    find(after, skill)
}

/// Changes one of its skills.
///
/// # Errors
/// [`WriteError`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    (skill, changes): (SkillId, RequirementChanges),
    expected: &Expected,
    origin: &Origin,
) -> Result<TenderSkill, WriteError> {
    lock_version(tx, grant, read, id, expected).await?;
    let before = queries::written(tx, id).await?;
    let requirement = store::lock_skill(tx, id, skill).await?.ok_or(WriteError::NoSuchSkill)?;
    let changed_requirement = changes.apply(requirement.clone())?;
    if changed_requirement == requirement {
        return find(before, skill);
    }
    store::update_skill(tx, id, skill, &changed_requirement).await?;
    let after = changed(tx, grant, id, &before, origin).await?;
    find(after, skill)
}

/// Removes one of its skills.
///
/// # Errors
/// [`WriteError`].
pub async fn remove(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    skill: SkillId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), WriteError> {
    lock_version(tx, grant, read, id, expected).await?;
    let before = queries::written(tx, id).await?;
    if !store::delete_skill(tx, id, skill).await? {
        return Err(WriteError::NoSuchSkill);
    }
    changed(tx, grant, id, &before, origin).await?;
    Ok(())
}

/// Locks the tender, whose version is that of its skills too.
async fn lock_version(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    expected: &Expected,
) -> Result<Locked, WriteError> {
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    Ok(locked)
}

async fn changed(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    id: TenderId,
    before: &queries::Tender,
    origin: &Origin,
) -> Result<queries::Tender, DbError> {
    store::touch(tx, id).await?;
    index(tx, id, before.company_id, Some(grant.actor()), origin).await?;
    let after = queries::written(tx, id).await?;
    record(
        tx,
        grant.actor(),
        "update",
        id,
        before.company_id,
        Some(before),
        Some(&after),
        origin,
    )
    .await?;
    Ok(after)
}

fn find(tender: queries::Tender, skill: SkillId) -> Result<TenderSkill, WriteError> {
    let mut skills = tender.skills.read()?.into_iter();
    skills.find(|s| s.skill_id == skill).ok_or(WriteError::NoSuchSkill)
}
