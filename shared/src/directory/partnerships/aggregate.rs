//! A partnership as an aggregate: what the shape of all of them asks.

use super::{
    domain::{Agreement, Move, PartnershipStatus},
    queries::{self, Partnership},
    store,
};
use crate::{
    aggregate::{self, Aggregate, Locked, Moves, Remove},
    db::{DbError, Refused, Tx},
    kernel::{Actor, FaultKind, Faults, PartnershipId, Scope, UserId, permissions::PartnershipWrite},
};

/// Partnerships.
#[derive(Debug)]
pub struct Partnerships;

impl Aggregate for Partnerships {
    const KIND: &'static str = "partnership";
    type Id = PartnershipId;
    type Fields = Agreement;
    type Shown = Partnership;
    type Write = PartnershipWrite;
    type Manage = PartnershipWrite;

    async fn lock(tx: &mut Tx, scope: Scope, id: PartnershipId) -> Result<Option<Locked<Agreement>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: PartnershipId) -> Result<Partnership, DbError> {
        aggregate::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: PartnershipId, _: &Locked<Agreement>, a: &Agreement) -> Result<(), DbError> {
        store::update(tx, id, a).await
    }

    /// The terms are the initiator's, and the proposal its own to take back.
    fn may_write(locked: &Locked<Agreement>, scope: Scope) -> Result<(), Refused> {
        if scope.company().is_some_and(|own| own != locked.fields.initiator) {
            Err(Refused::NotYours)
        } else {
            Ok(())
        }
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("partnerships_living_pair_key") => Refused::Exists(Self::KIND),
            Some("partnerships_initiator_company_id_fkey") => {
                Faults::one("initiator_company_id", FaultKind::NoSuch).into()
            }
            Some("partnerships_partner_company_id_fkey") => Faults::one("partner_company_id", FaultKind::NoSuch).into(),
            _ => error.into(),
        }
    }
}

impl Moves for Partnerships {
    type State = PartnershipStatus;
    type Ground = ();
    const LOGS_STATES: bool = false;

    fn state(agreement: &Agreement) -> PartnershipStatus {
        agreement.status
    }

    async fn ground(_: &mut Tx, _: PartnershipId, _: Move) -> Result<(), Refused> {
        Ok(())
    }

    /// The partner answers, either side ends.
    fn may(locked: &Locked<Agreement>, (_, scope): (Actor, Scope), step: Move) -> Result<(), Refused> {
        let is_partners = matches!(step, Move::Accept | Move::Reject);
        if is_partners && scope.company().is_some_and(|own| own != locked.fields.partner) {
            return Err(Refused::NotYours);
        }
        Ok(())
    }

    async fn set_state(
        tx: &mut Tx,
        id: PartnershipId,
        was: &Locked<Agreement>,
        status: PartnershipStatus,
        _: (UserId, Option<&str>),
    ) -> Result<(), DbError> {
        let agreement = Agreement {
            status,
            ..was.fields.clone()
        };
        store::update(tx, id, &agreement).await
    }
}

impl Remove for Partnerships {
    async fn delete(tx: &mut Tx, id: PartnershipId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }

    /// What was ever active is history.
    fn may_go(locked: &Locked<Agreement>) -> Result<(), Refused> {
        match locked.fields.status {
            status @ (PartnershipStatus::Active | PartnershipStatus::Ended) => Err(Refused::wrong_state(status)),
            PartnershipStatus::Proposed | PartnershipStatus::Rejected => Ok(()),
        }
    }

    async fn is_free(tx: &mut Tx, _: PartnershipId, locked: &Locked<Agreement>) -> Result<(), Refused> {
        let (initiator, partner) = (locked.fields.initiator, locked.fields.partner);
        Refused::if_in_use([("matches", queries::matches_between(tx, initiator, partner).await?)])
    }
}
