//! The skills that an aggregate has or asks for: giving, changing and taking them is one thing, whatever is said of each. They are of the
//! aggregate's version.

use super::{queries, usecases};
use crate::{
    aggregate::{self, Act, Aggregate, By, Locked, Shown},
    db::{DbError, Refused, Tx},
    kernel::{Change, CompanyId, FaultKind, Faults, SkillId, Written},
};
use chrono::{DateTime, Utc};

/// An aggregate with skills.
pub trait Skilled: Aggregate {
    /// What is said of one of its skills.
    type Entry: Written + Send + Sync;
    /// What is shown of one.
    type ShownSkill;

    /// Gives it a skill.
    fn insert_skill(
        tx: &mut Tx,
        of: (Self::Id, CompanyId),
        skill: SkillId,
        entry: &Self::Entry,
    ) -> impl Future<Output = Result<(), DbError>> + Send;
    /// What is said of one of its skills, locked.
    fn lock_skill(
        tx: &mut Tx,
        id: Self::Id,
        skill: SkillId,
    ) -> impl Future<Output = Result<Option<Self::Entry>, DbError>> + Send;
    /// Says something else of it.
    fn update_skill(
        tx: &mut Tx,
        id: Self::Id,
        skill: SkillId,
        entry: &Self::Entry,
    ) -> impl Future<Output = Result<(), DbError>> + Send;
    /// Takes it away; false where it does not have it.
    fn delete_skill(
        tx: &mut Tx,
        of: (Self::Id, CompanyId),
        skill: SkillId,
    ) -> impl Future<Output = Result<bool, DbError>> + Send;
    /// Raises the aggregate's version.
    fn touch(tx: &mut Tx, id: Self::Id) -> impl Future<Output = Result<(), DbError>> + Send;
    /// The skill as the aggregate shows it.
    fn skill_shown(shown: &Self::Shown, skill: SkillId) -> Result<Option<Self::ShownSkill>, DbError>;
}

type Changes<A> = <<A as Skilled>::Entry as Written>::Changes;

/// The skills of a new aggregate: which, and what is said of each, where they could be read.
pub type New<A> = Vec<(Option<SkillId>, Option<<A as Skilled>::Entry>)>;

/// Notes what is wrong with the skills of a new aggregate.
///
/// # Errors
/// The database failed.
pub async fn check<A: Skilled>(tx: &mut Tx, skills: &New<A>, faults: &mut Faults) -> Result<(), DbError> {
    let named: Vec<Option<SkillId>> = skills.iter().map(|(skill, _)| *skill).collect();
    queries::check_named(tx, &named, faults).await
}

/// Gives a new aggregate its skills. What could not be read was noted by whoever read it, and nothing of this is kept.
///
/// # Errors
/// One was taken out of the catalogue since [`check`].
pub async fn give<A: Skilled>(tx: &mut Tx, of: (A::Id, CompanyId), skills: &New<A>) -> Result<(), Refused> {
    for (i, (skill, entry)) in skills.iter().enumerate() {
        let (Some(skill), Some(entry)) = (skill, entry) else {
            continue;
        };
        let inserted = A::insert_skill(tx, of, *skill, entry).await;
        inserted.map_err(|error| named(error, &format!("skills/{i}/skill_id")))?;
    }
    Ok(())
}

fn named(error: DbError, field: &str) -> Refused {
    match error {
        DbError::Duplicate(_) => Refused::Exists("skill"),
        DbError::Reference(_) => Faults::one(field, FaultKind::NoSuch).into(),
        other => other.into(),
    }
}

/// Gives an aggregate a skill of the catalogue.
///
/// # Errors
/// As [`aggregate::lock`], or what is wrong with the skill.
pub async fn add<A: Skilled>(
    tx: &mut Tx,
    by: By<'_, A::Write>,
    id: A::Id,
    skill: Change<SkillId>,
    changes: Changes<A>,
) -> Result<A::ShownSkill, Refused> {
    if let Change::Set(skill) = skill {
        usecases::hold(tx, &[skill]).await?;
    }
    let locked = aggregate::lock::<A>(tx, &by, id).await?;
    let mut faults = Faults::default();
    let skill = skill.required("skill_id", &mut faults);
    queries::check_known(tx, "skill_id", skill, &mut faults).await?;
    let entry = faults.gather(A::Entry::create(changes));
    let (skill, entry) = faults.whole(skill.zip(entry))?;
    let before = A::shown(tx, id).await?;
    let inserted = A::insert_skill(tx, (id, owner(&locked)?), skill, &entry).await;
    inserted.map_err(|error| named(error, "skill_id"))?;
    let after = changed::<A>(tx, &by, id, &locked, &before).await?;
    find::<A>(&after, skill)
}

/// Changes what is said of one of its skills; also returns the aggregate's version, which is the skill's.
///
/// # Errors
/// As [`aggregate::lock`], it does not have the skill, or what is wrong with the changes.
pub async fn update<A: Skilled>(
    tx: &mut Tx,
    by: By<'_, A::Write>,
    id: A::Id,
    skill: SkillId,
    changes: Changes<A>,
) -> Result<(A::ShownSkill, Option<DateTime<Utc>>), Refused> {
    let locked = aggregate::lock::<A>(tx, &by, id).await?;
    let before = A::shown(tx, id).await?;
    let entry = A::lock_skill(tx, id, skill).await?;
    let entry = entry.ok_or(Refused::NotFound("skill"))?;
    let new = entry.clone().change(changes)?;
    if new == entry {
        return Ok((find::<A>(&before, skill)?, before.version()));
    }
    A::update_skill(tx, id, skill, &new).await?;
    let after = changed::<A>(tx, &by, id, &locked, &before).await?;
    Ok((find::<A>(&after, skill)?, after.version()))
}

/// Takes one of its skills away.
///
/// # Errors
/// As [`aggregate::lock`], or it does not have the skill.
pub async fn remove<A: Skilled>(tx: &mut Tx, by: By<'_, A::Write>, id: A::Id, skill: SkillId) -> Result<(), Refused> {
    let locked = aggregate::lock::<A>(tx, &by, id).await?;
    let before = A::shown(tx, id).await?;
    if !A::delete_skill(tx, (id, owner(&locked)?), skill).await? {
        return Err(Refused::NotFound("skill"));
    }
    changed::<A>(tx, &by, id, &locked, &before).await?;
    Ok(())
}

async fn changed<A: Skilled>(
    tx: &mut Tx,
    by: &By<'_, A::Write>,
    id: A::Id,
    locked: &Locked<A::Fields>,
    before: &A::Shown,
) -> Result<A::Shown, DbError> {
    A::touch(tx, id).await?;
    let after = A::shown(tx, id).await?;
    let versions = (Some(before), Some(&after));
    aggregate::recorded::<A>(tx, by, Act::Update, (id, locked.company_id), versions).await?;
    Ok(after)
}

/// Who has skills is of a company.
fn owner<F>(locked: &Locked<F>) -> Result<CompanyId, DbError> {
    locked.company_id.ok_or_else(DbError::missing_row)
}

fn find<A: Skilled>(shown: &A::Shown, skill: SkillId) -> Result<A::ShownSkill, Refused> {
    A::skill_shown(shown, skill)?.ok_or(Refused::NotFound("skill"))
}
