//! A company as an aggregate: what the shape of all of them asks.

use super::{
    domain::Profile,
    queries::{self, Company},
    store,
};
use crate::{
    aggregate::{Act, Aggregate, Archive, By, Locked, Remove, Shown},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{
        Actor, CompanyId, Permission, Scope,
        permissions::{CompanyCreate, CompanyWrite},
    },
};
use chrono::{DateTime, Utc};

/// Companies.
#[derive(Debug)]
pub struct Companies;

impl Shown for Company {
    fn key(&self) -> i64 {
        self.id.0
    }
    /// None where only the name is shown.
    fn version(&self) -> Option<DateTime<Utc>> {
        self.updated_at.or(self.created_at)
    }
}

impl Aggregate for Companies {
    const KIND: &'static str = "company";
    type Id = CompanyId;
    type Fields = Profile;
    type Shown = Company;
    type Write = CompanyWrite;
    type Manage = CompanyCreate;

    async fn hold(tx: &mut Tx, _: CompanyId) -> Result<(), DbError> {
        store::take_turn(tx).await
    }

    async fn lock(tx: &mut Tx, scope: Scope, id: CompanyId) -> Result<Option<Locked<Profile>>, DbError> {
        store::lock(tx, scope, id).await
    }

    /// Every company is named to everyone.
    async fn is_seen(tx: &mut Tx, _: Actor, id: CompanyId) -> Result<bool, DbError> {
        queries::is_there(tx, id).await
    }

    async fn shown(tx: &mut Tx, id: CompanyId) -> Result<Company, DbError> {
        queries::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: CompanyId, _: &Locked<Profile>, profile: &Profile) -> Result<(), DbError> {
        store::update(tx, id, profile).await
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
        _: (CompanyId, Option<CompanyId>),
        _: &By<'_, impl Permission>,
    ) -> Result<(), DbError> {
        tx.changes(Space::Companies);
        tx.changes(Space::Matches);
        Ok(())
    }
}

impl Archive for Companies {
    async fn set_archived(tx: &mut Tx, id: CompanyId, archived: bool) -> Result<bool, DbError> {
        store::set_archived(tx, id, archived).await
    }
}

impl Remove for Companies {
    async fn is_free(tx: &mut Tx, id: CompanyId, _: &Locked<Profile>) -> Result<(), Refused> {
        Refused::if_kept(queries::rests_on(tx, id).await?)
    }

    async fn delete(tx: &mut Tx, id: CompanyId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }
}
