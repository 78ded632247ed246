//! A match as an aggregate: what the shape of all of them asks.

use super::{
    domain::{MatchStatus, Move, Standing},
    queries::{self, Match},
    store,
};
use crate::{
    aggregate::{Act, Aggregate, By, Locked, Moves, Remove, Shown},
    cache::Space,
    db::{DbError, Refused, Tx},
    directory::partnerships::queries::hold_between,
    kernel::{Actor, Choice, CompanyId, MatchId, Permission, Prose, Role, Scope, UserId, permissions::MatchWrite},
    staffing::tenders::queries::{Seeking, hold_seeking},
};
use chrono::{DateTime, Utc};

/// Matches.
#[derive(Debug)]
pub struct Matches;

/// What a match depends on to go forward.
#[derive(Debug)]
pub struct Ground {
    are_partners: bool,
    seeking: Option<Seeking>,
}

impl Shown for Match {
    const IS_COMPOSED: bool = true;

    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Aggregate for Matches {
    const KIND: &'static str = "match";
    type Id = MatchId;
    type Fields = Standing;
    type Shown = Match;
    type Write = MatchWrite;
    type Manage = MatchWrite;

    async fn lock(tx: &mut Tx, scope: Scope, id: MatchId) -> Result<Option<Locked<Standing>>, DbError> {
        let found = store::lock(tx, id).await?;
        Ok(found.filter(|locked| locked.fields.is_side(scope.company())))
    }

    async fn shown(tx: &mut Tx, id: MatchId) -> Result<Match, DbError> {
        queries::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: MatchId, _: &Locked<Standing>, standing: &Standing) -> Result<(), DbError> {
        store::annotate(tx, id, standing.notes.as_ref().map(Prose::as_str)).await
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
        _: (MatchId, Option<CompanyId>),
        _: &By<'_, impl Permission>,
    ) -> Result<(), DbError> {
        tx.changes(Space::Matches);
        Ok(())
    }
}

impl Moves for Matches {
    type State = MatchStatus;
    type Ground = Option<Ground>;
    const LOGS_STATES: bool = true;

    fn state(standing: &Standing) -> MatchStatus {
        standing.status
    }

    /// The partnership and the tender of a match that goes forward.
    async fn ground(tx: &mut Tx, id: MatchId, step: Move) -> Result<Option<Ground>, Refused> {
        if !step.goes_forward() {
            return Ok(None);
        }
        let sides = queries::sides(tx, id).await?.ok_or(Refused::NotFound(Self::KIND))?;
        Ok(Some(Ground {
            are_partners: hold_between(tx, sides.company_id, sides.tender_company_id).await?,
            seeking: hold_seeking(tx, sides.tender_id).await?,
        }))
    }

    /// The tender's side accepts and rejects; its client what it sees.
    fn may(locked: &Locked<Standing>, (actor, scope): (Actor, Scope), step: Move) -> Result<(), Refused> {
        let is_of_the_tender = scope.company().is_none_or(|own| own == locked.fields.tender_company_id);
        if actor.role == Role::Client && !(is_of_the_tender && locked.fields.is_shown_to_clients()) {
            return Err(Refused::NotFound(Self::KIND));
        }
        if matches!(step, Move::Accept | Move::Reject) && !is_of_the_tender {
            return Err(Refused::NotYours);
        }
        Ok(())
    }

    /// Whom a tender took stays taken when it looks for fewer afterwards.
    async fn bears(tx: &mut Tx, ground: Option<Ground>, locked: &Locked<Standing>, step: Move) -> Result<(), Refused> {
        let Some(ground) = ground else { return Ok(()) };
        if !ground.are_partners {
            return Err(Refused::PartnershipOver);
        }
        let Some(seeking) = ground.seeking else { return Ok(()) };
        if !seeking.status.takes_consultants() {
            return Err(Refused::TenderClosed(seeking.status.name()));
        }
        let wanted = seeking.required_consultants;
        if step == Move::Accept && queries::accepted_of(tx, locked.fields.tender_id).await? >= i64::from(wanted) {
            return Err(Refused::TenderFull(wanted));
        }
        Ok(())
    }

    async fn set_state(
        tx: &mut Tx,
        id: MatchId,
        _: &Locked<Standing>,
        status: MatchStatus,
        (who, why): (UserId, Option<&str>),
    ) -> Result<(), DbError> {
        store::decide(tx, id, status, who, why).await
    }
}

impl Remove for Matches {
    async fn delete(tx: &mut Tx, id: MatchId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }

    /// What people decided is history; and without the row a later generation would bring back what a person withdrew.
    async fn is_free(tx: &mut Tx, id: MatchId, locked: &Locked<Standing>) -> Result<(), Refused> {
        Refused::if_in_use([queries::collaborations_of(tx, id).await?])?;
        let Standing {
            status, is_withdrawn, ..
        } = locked.fields;
        if is_withdrawn || !matches!(status, MatchStatus::Pending | MatchStatus::Cancelled) {
            return Err(Refused::wrong_state(status));
        }
        Ok(())
    }
}
