//! A consultant as an aggregate: what the shape of all of them asks.

use super::{
    domain::{Profile, SkillEntry},
    queries::{self, Consultant, ConsultantSkill},
    store,
};
use crate::{
    aggregate::{Act, Aggregate, Archive, By, Locked, Remove, Shown},
    cache::Space,
    db::{DbError, Refused, Tx},
    directory::{portfolios, skills::held::Skilled},
    indexing::IndexDocument,
    kernel::{
        Actor, CompanyId, ConsultantId, FaultKind, Faults, Permission, Scope, SkillId, SubjectKind,
        permissions::{ConsultantCreate, ConsultantRead, ConsultantWrite},
    },
};
use chrono::{DateTime, Utc};

/// Consultants.
#[derive(Debug)]
pub struct Consultants;

impl Shown for Consultant {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Aggregate for Consultants {
    const KIND: &'static str = "consultant";
    type Id = ConsultantId;
    type Fields = Profile;
    type Shown = Consultant;
    type Write = ConsultantWrite;
    type Manage = ConsultantCreate;

    async fn lock(tx: &mut Tx, scope: Scope, id: ConsultantId) -> Result<Option<Locked<Profile>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: ConsultantId) -> Result<Consultant, DbError> {
        queries::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: ConsultantId, _: &Locked<Profile>, profile: &Profile) -> Result<(), DbError> {
        store::update(tx, id, profile).await
    }

    async fn is_seen(tx: &mut Tx, actor: Actor, id: ConsultantId) -> Result<bool, DbError> {
        match actor.grant::<ConsultantRead>() {
            Ok(read) => queries::is_visible(tx, read, id).await,
            Err(_) => Ok(false),
        }
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("consultants_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
            Some("consultants_user_id_fkey" | "consultants_user_id_key" | "consultants_user_is_of_company") => {
                Faults::one("user_id", FaultKind::NoSuch).into()
            }
            _ => error.into(),
        }
    }

    /// Its text is indexed again; that it is found no more when it is away or gone is [`lifecycle`](crate::lifecycle)'s.
    async fn follow(
        tx: &mut Tx,
        act: Act,
        (id, company): (ConsultantId, Option<CompanyId>),
        by: &By<'_, impl Permission>,
    ) -> Result<(), DbError> {
        tx.changes(Space::Matches);
        if matches!(act, Act::Archive | Act::Delete) {
            return Ok(());
        }
        let job = IndexDocument {
            subject_kind: SubjectKind::Consultant,
            subject_id: id.0,
        };
        tx.enqueue(&job, by.enqueue(company)).await?;
        Ok(())
    }
}

impl Archive for Consultants {
    async fn set_archived(tx: &mut Tx, id: ConsultantId, archived: bool) -> Result<bool, DbError> {
        store::set_archived(tx, id, archived).await
    }
}

impl Remove for Consultants {
    /// Nothing rests on it that a person made or decided.
    async fn is_free(tx: &mut Tx, id: ConsultantId, _: &Locked<Profile>) -> Result<(), Refused> {
        Refused::if_kept(queries::rests_on(tx, id).await?)
    }

    /// What generation wrote of it goes along.
    async fn delete(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
        portfolios::usecases::forget_generated(tx, id).await?;
        store::delete(tx, id).await
    }
}

impl Skilled for Consultants {
    type Entry = SkillEntry;
    type ShownSkill = ConsultantSkill;

    async fn insert_skill(
        tx: &mut Tx,
        (id, company): (ConsultantId, CompanyId),
        skill: SkillId,
        entry: &SkillEntry,
    ) -> Result<(), DbError> {
        store::insert_skill(tx, company, id, skill, entry).await
    }

    async fn lock_skill(tx: &mut Tx, id: ConsultantId, skill: SkillId) -> Result<Option<SkillEntry>, DbError> {
        store::lock_skill(tx, id, skill).await
    }

    async fn update_skill(tx: &mut Tx, id: ConsultantId, skill: SkillId, entry: &SkillEntry) -> Result<(), DbError> {
        store::update_skill(tx, id, skill, entry).await
    }

    async fn delete_skill(
        tx: &mut Tx,
        (id, company): (ConsultantId, CompanyId),
        skill: SkillId,
    ) -> Result<bool, DbError> {
        store::delete_skill(tx, company, id, skill).await
    }

    async fn touch(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
        store::touch(tx, id).await
    }

    fn skill_shown(shown: &Consultant, skill: SkillId) -> Result<Option<ConsultantSkill>, DbError> {
        Ok(shown.skills.read()?.into_iter().find(|s| s.skill_id == skill))
    }
}
