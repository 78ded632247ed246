//! A scoring profile as an aggregate: what the shape of all of them asks.

use super::{
    domain::Profile,
    queries::{self, ScoringProfile},
    store,
};
use crate::{
    aggregate::{self, Aggregate, Create, Locked, Remove},
    db::{DbError, Refused, Tx},
    kernel::{CompanyId, FaultKind, Faults, Scope, ScoringProfileId, permissions::ScoringWrite},
};

/// Scoring profiles.
#[derive(Debug)]
pub struct ScoringProfiles;

impl Aggregate for ScoringProfiles {
    const KIND: &'static str = "scoring_profile";
    type Id = ScoringProfileId;
    type Fields = Profile;
    type Shown = ScoringProfile;
    type Write = ScoringWrite;
    type Manage = ScoringWrite;

    /// Two profiles that take each other's place would each hold what the other waits for.
    async fn hold(tx: &mut Tx, id: ScoringProfileId) -> Result<(), DbError> {
        match queries::company_of(tx, id).await? {
            Some(company) => store::take_turn(tx, company).await,
            None => Ok(()),
        }
    }

    async fn lock(tx: &mut Tx, scope: Scope, id: ScoringProfileId) -> Result<Option<Locked<Profile>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: ScoringProfileId) -> Result<ScoringProfile, DbError> {
        aggregate::written(tx, id).await
    }

    async fn update(
        tx: &mut Tx,
        id: ScoringProfileId,
        was: &Locked<Profile>,
        profile: &Profile,
    ) -> Result<(), DbError> {
        if let (true, false, Some(company)) = (profile.is_default, was.fields.is_default, was.company_id) {
            store::clear_default(tx, company).await?;
        }
        store::update(tx, id, profile).await
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("scoring_profiles_name_key") => Refused::Exists(Self::KIND),
            Some("scoring_profiles_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
            _ => error.into(),
        }
    }
}

impl Create for ScoringProfiles {
    /// A default one takes the place of the company's other default.
    async fn insert(tx: &mut Tx, company: CompanyId, profile: &Profile) -> Result<ScoringProfileId, DbError> {
        store::take_turn(tx, company).await?;
        if profile.is_default {
            store::clear_default(tx, company).await?;
        }
        store::insert(tx, company, profile).await
    }
}

impl Remove for ScoringProfiles {
    /// Matches keep the explanation that it gave them.
    async fn delete(tx: &mut Tx, id: ScoringProfileId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }
}
