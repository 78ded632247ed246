//! What a consultant can do: adding, changing and removing its skills.

use super::{
    domain::SkillEntry,
    queries::{self, ConsultantSkill},
    store::{self, Locked},
    usecases::{WriteError, index, lock, record},
};
use crate::{
    audit::Origin,
    db::{DbError, Tx},
    directory::skills::{self, domain::Level},
    kernel::{
        Change, ConsultantId, Expected, FaultKind, Faults, Grant, Prose, SkillId, Years,
        permissions::{ConsultantRead, ConsultantWrite},
    },
};

/// What a request says of a skill.
#[derive(Debug, Default)]
pub struct EntryChanges {
    /// How well; must have a value.
    pub proficiency_level: Change<Level>,
    /// For how long.
    pub years_experience: Change<Years>,
    /// Where and how.
    pub details: Change<Prose<500>>,
}

impl EntryChanges {
    /// A new entry.
    ///
    /// # Errors
    /// The level is missing.
    pub fn create(self) -> Result<SkillEntry, Faults> {
        let mut faults = Faults::default();
        let level = self.proficiency_level.required("proficiency_level", &mut faults);
        let entry = level.map(|proficiency_level| SkillEntry {
            proficiency_level,
            years_experience: self.years_experience.optional(),
            details: self.details.optional(),
        });
        entry.ok_or(faults)
    }

    fn apply(self, mut entry: SkillEntry) -> Result<SkillEntry, Faults> {
        let mut faults = Faults::default();
        self.proficiency_level
            .apply_required(&mut entry.proficiency_level, "proficiency_level", &mut faults);
        self.years_experience.apply(&mut entry.years_experience);
        self.details.apply(&mut entry.details);
        faults.or(entry)
    }
}

/// Gives a consultant a skill of the catalogue.
///
/// # Errors
/// [`WriteError`].
pub async fn add(
    tx: &mut Tx,
    grant: Grant<ConsultantWrite>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    (skill, changes): (Change<SkillId>, EntryChanges),
    expected: &Expected,
    origin: &Origin,
) -> Result<ConsultantSkill, WriteError> {
    if let Change::Set(skill) = skill {
        skills::usecases::hold(tx, &[skill]).await?;
    }
    let locked = lock_version(tx, grant, read, id, expected).await?;
    let mut faults = Faults::default();
    let skill = skill.required("skill_id", &mut faults);
    skills::queries::check_known(tx, "skill_id", skill, &mut faults).await?;
    let entry = faults.gather(changes.create());
    let (skill, entry) = faults.whole(skill.zip(entry))?;
    let before = queries::written(tx, id).await?;
    store::insert_skill(tx, locked.company_id, id, skill, &entry)
        .await
        .map_err(|error| match error {
            DbError::Duplicate(_) => WriteError::SkillExists,
            DbError::Reference(_) => Faults::one("skill_id", FaultKind::NoSuch).into(),
            other => other.into(),
        })?;
    store::forget_removal(tx, id, skill).await?;
    let after = changed(tx, grant, id, &before, origin).await?;
    find(after, skill)
}

/// Changes one of its skills.
///
/// # Errors
/// [`WriteError`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<ConsultantWrite>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    (skill, changes): (SkillId, EntryChanges),
    expected: &Expected,
    origin: &Origin,
) -> Result<ConsultantSkill, WriteError> {
    lock_version(tx, grant, read, id, expected).await?;
    let before = queries::written(tx, id).await?;
    let entry = store::lock_skill(tx, id, skill).await?.ok_or(WriteError::NoSuchSkill)?;
    let changed_entry = changes.apply(entry.clone())?;
    if changed_entry == entry {
        return find(before, skill);
    }
    store::update_skill(tx, id, skill, &changed_entry).await?;
    let after = changed(tx, grant, id, &before, origin).await?;
    find(after, skill)
}

/// Removes one of its skills: no CV brings it back.
///
/// # Errors
/// [`WriteError`].
pub async fn remove(
    tx: &mut Tx,
    grant: Grant<ConsultantWrite>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    skill: SkillId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), WriteError> {
    let locked = lock_version(tx, grant, read, id, expected).await?;
    let before = queries::written(tx, id).await?;
    if !store::delete_skill(tx, locked.company_id, id, skill).await? {
        return Err(WriteError::NoSuchSkill);
    }
    changed(tx, grant, id, &before, origin).await?;
    Ok(())
}

/// Locks the consultant, whose version is that of its skills too.
async fn lock_version(
    tx: &mut Tx,
    grant: Grant<ConsultantWrite>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
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
    grant: Grant<ConsultantWrite>,
    id: ConsultantId,
    before: &queries::Consultant,
    origin: &Origin,
) -> Result<queries::Consultant, DbError> {
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

fn find(consultant: queries::Consultant, skill: SkillId) -> Result<ConsultantSkill, WriteError> {
    let mut skills = consultant.skills.read()?.into_iter();
    skills.find(|s| s.skill_id == skill).ok_or(WriteError::NoSuchSkill)
}
