//! A skill of the catalogue as an aggregate: what the shape of all of them asks.

use super::{
    domain::Wording,
    queries::{self, Skill},
    store,
};
use crate::{
    aggregate::{Act, Aggregate, By, Locked, Remove, Shown},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{CompanyId, Permission, Scope, SkillId, permissions::SkillWrite},
};
use chrono::{DateTime, Utc};

/// The skills of the catalogue.
#[derive(Debug)]
pub struct Skills;

impl Shown for Skill {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Aggregate for Skills {
    const KIND: &'static str = "skill";
    type Id = SkillId;
    type Fields = Wording;
    type Shown = Skill;
    type Write = SkillWrite;
    type Manage = SkillWrite;

    async fn hold(tx: &mut Tx, _: SkillId) -> Result<(), DbError> {
        store::take_turn(tx).await
    }

    async fn lock(tx: &mut Tx, _: Scope, id: SkillId) -> Result<Option<Locked<Wording>>, DbError> {
        store::lock(tx, id).await
    }

    async fn shown(tx: &mut Tx, id: SkillId) -> Result<Skill, DbError> {
        queries::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: SkillId, _: &Locked<Wording>, wording: &Wording) -> Result<(), DbError> {
        store::update(tx, id, wording).await
    }

    fn named(error: DbError) -> Refused {
        match error {
            DbError::Duplicate(_) => Refused::Exists(Self::KIND),
            other => other.into(),
        }
    }

    async fn follow(
        tx: &mut Tx,
        _: Act,
        _: (SkillId, Option<CompanyId>),
        _: &By<'_, impl Permission>,
    ) -> Result<(), DbError> {
        tx.changes(Space::Skills);
        Ok(())
    }
}

impl Remove for Skills {
    /// Nobody has it and no tender asks for it.
    async fn is_free(tx: &mut Tx, id: SkillId, _: &Locked<Wording>) -> Result<(), Refused> {
        Refused::if_in_use(queries::rests_on(tx, id).await?)
    }

    async fn delete(tx: &mut Tx, id: SkillId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }
}
