//! A tender as an aggregate: what the shape of all of them asks.

use super::{
    domain::{Requirement, Terms},
    queries::{self, Tender, TenderSkill},
    store,
};
use crate::{
    aggregate::{Act, Aggregate, Archive, By, Locked, Remove, Shown},
    cache::Space,
    db::{DbError, Refused, Tx},
    directory::skills::held::Skilled,
    indexing::IndexDocument,
    kernel::{
        Actor, CompanyId, FaultKind, Faults, Permission, Scope, SkillId, SubjectKind, TenderId,
        permissions::{TenderRead, TenderWrite},
    },
};
use chrono::{DateTime, Utc};

/// Tenders.
#[derive(Debug)]
pub struct Tenders;

impl Shown for Tender {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Aggregate for Tenders {
    const KIND: &'static str = "tender";
    type Id = TenderId;
    type Fields = Terms;
    type Shown = Tender;
    type Write = TenderWrite;
    type Manage = TenderWrite;

    async fn lock(tx: &mut Tx, scope: Scope, id: TenderId) -> Result<Option<Locked<Terms>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: TenderId) -> Result<Tender, DbError> {
        queries::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: TenderId, _: &Locked<Terms>, terms: &Terms) -> Result<(), DbError> {
        store::update(tx, id, terms).await
    }

    async fn is_seen(tx: &mut Tx, actor: Actor, id: TenderId) -> Result<bool, DbError> {
        match actor.grant::<TenderRead>() {
            Ok(read) => queries::is_visible(tx, read, id).await,
            Err(_) => Ok(false),
        }
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("tenders_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
            _ => error.into(),
        }
    }

    /// Its text is indexed again; that it is found no more when it is away or gone is [`lifecycle`](crate::lifecycle)'s.
    async fn follow(
        tx: &mut Tx,
        act: Act,
        (id, company): (TenderId, Option<CompanyId>),
        by: &By<'_, impl Permission>,
    ) -> Result<(), DbError> {
        tx.changes(Space::Matches);
        if matches!(act, Act::Archive | Act::Delete) {
            return Ok(());
        }
        let job = IndexDocument {
            subject_kind: SubjectKind::Tender,
            subject_id: id.0,
        };
        tx.enqueue(&job, by.enqueue(company)).await?;
        Ok(())
    }
}

impl Archive for Tenders {
    async fn set_archived(tx: &mut Tx, id: TenderId, archived: bool) -> Result<bool, DbError> {
        store::set_archived(tx, id, archived).await
    }
}

impl Remove for Tenders {
    async fn delete(tx: &mut Tx, id: TenderId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }

    /// Nothing rests on it that a person made or decided.
    async fn is_free(tx: &mut Tx, id: TenderId, _: &Locked<Terms>) -> Result<(), Refused> {
        Refused::if_kept(queries::rests_on(tx, id).await?)
    }
}

impl Skilled for Tenders {
    type Entry = Requirement;
    type ShownSkill = TenderSkill;

    async fn insert_skill(
        tx: &mut Tx,
        (id, company): (TenderId, CompanyId),
        skill: SkillId,
        requirement: &Requirement,
    ) -> Result<(), DbError> {
        store::insert_skill(tx, company, id, skill, requirement).await
    }

    async fn lock_skill(tx: &mut Tx, id: TenderId, skill: SkillId) -> Result<Option<Requirement>, DbError> {
        store::lock_skill(tx, id, skill).await
    }

    async fn update_skill(tx: &mut Tx, id: TenderId, skill: SkillId, entry: &Requirement) -> Result<(), DbError> {
        store::update_skill(tx, id, skill, entry).await
    }

    async fn delete_skill(tx: &mut Tx, (id, _): (TenderId, CompanyId), skill: SkillId) -> Result<bool, DbError> {
        store::delete_skill(tx, id, skill).await
    }

    async fn touch(tx: &mut Tx, id: TenderId) -> Result<(), DbError> {
        store::touch(tx, id).await
    }

    fn skill_shown(shown: &Tender, skill: SkillId) -> Result<Option<TenderSkill>, DbError> {
        Ok(shown.skills.read()?.into_iter().find(|s| s.skill_id == skill))
    }
}
