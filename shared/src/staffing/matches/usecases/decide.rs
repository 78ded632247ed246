//! A person's decisions.

use super::super::{
    domain::{MatchStatus, Move, MoveNotAllowed},
    queries,
    store::{self, Locked},
};
use crate::{
    audit::{self, Entry, Origin},
    cache::Space,
    db::{DbError, Tx},
    directory::partnerships::queries::hold_between,
    kernel::{
        Actor, Choice, CompanyId, Expected, Grant, MatchId, Role,
        permissions::{MatchDecide, MatchPropose},
    },
    staffing::tenders::{
        domain::TenderStatus,
        queries::{Seeking, hold_seeking},
    },
};
use serde_json::json;

/// Why a match was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// There is none that the caller may see.
    #[error("there is no match {0}")]
    NotFound(MatchId),
    /// Only the tender's side accepts and rejects.
    #[error("only the tender's side accepts and rejects a match")]
    NotYourSide,
    /// It changed since the caller read it.
    #[error("the match has changed since it was read")]
    Stale,
    /// It stands where the move does not begin.
    #[error(transparent)]
    NotAllowed(#[from] MoveNotAllowed),
    /// Its two companies are no partners (any more).
    #[error("the partnership of the two companies is over")]
    PartnershipOver,
    /// Its tender takes nobody.
    #[error("the tender is {}", .0.name())]
    TenderClosed(TenderStatus),
    /// Its tender has as many as it looks for.
    #[error("the tender has all the {0} consultants that it looks for")]
    TenderFull(i32),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a match depends on to go forward.
struct Ground {
    are_partners: bool,
    seeking: Option<Seeking>,
}

/// Holds the partnership and the tender of a match, before the match itself.
async fn hold_ground(tx: &mut Tx, id: MatchId) -> Result<Ground, MoveError> {
    let sides = queries::sides(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    Ok(Ground {
        are_partners: hold_between(tx, sides.company_id, sides.tender_company_id).await?,
        seeking: hold_seeking(tx, sides.tender_id).await?,
    })
}

impl Ground {
    /// Whether a match may go forward on it. Whom a tender took stays taken when it looks for fewer afterwards.
    async fn bears(&self, tx: &mut Tx, found: &Locked, step: Move) -> Result<(), MoveError> {
        if !self.are_partners {
            return Err(MoveError::PartnershipOver);
        }
        let Some(seeking) = self.seeking else { return Ok(()) };
        if !seeking.status.takes_consultants() {
            return Err(MoveError::TenderClosed(seeking.status));
        }
        if step == Move::Accept
            && queries::accepted_of(tx, found.tender_id).await? >= i64::from(seeking.required_consultants)
        {
            return Err(MoveError::TenderFull(seeking.required_consultants));
        }
        Ok(())
    }
}

/// Locks a match for a move; one that goes forward needs its ground.
async fn lock(tx: &mut Tx, id: MatchId, step: Move) -> Result<(Locked, Option<Ground>), MoveError> {
    let ground = match step {
        Move::Propose | Move::Accept => Some(hold_ground(tx, id).await?),
        Move::Reject | Move::Cancel => None,
    };
    let found = store::lock(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    Ok((found, ground))
}

/// Shows a match to the tender's side.
///
/// # Errors
/// [`MoveError`].
pub async fn propose(
    tx: &mut Tx,
    grant: Grant<MatchPropose>,
    id: MatchId,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Propose, reason, expected, origin).await
}

/// Withdraws a match; generation will not bring it back.
///
/// # Errors
/// [`MoveError`].
pub async fn cancel(
    tx: &mut Tx,
    grant: Grant<MatchPropose>,
    id: MatchId,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Cancel, reason, expected, origin).await
}

/// Takes the consultant.
///
/// # Errors
/// [`MoveError`].
pub async fn accept(
    tx: &mut Tx,
    grant: Grant<MatchDecide>,
    id: MatchId,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Accept, reason, expected, origin).await
}

/// Does not take the consultant.
///
/// # Errors
/// [`MoveError`].
pub async fn reject(
    tx: &mut Tx,
    grant: Grant<MatchDecide>,
    id: MatchId,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Reject, reason, expected, origin).await
}

async fn of_either_side(
    tx: &mut Tx,
    grant: Grant<MatchPropose>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    let (found, ground) = lock(tx, id, step).await?;
    let sees = grant
        .scope()
        .company()
        .is_none_or(|own| own == found.company_id || own == found.tender_company_id);
    if !sees {
        return Err(MoveError::NotFound(id));
    }
    if !expected.allows(found.version) {
        return Err(MoveError::Stale);
    }
    let status = found.status.after(step)?;
    if let Some(ground) = ground {
        ground.bears(tx, &found, step).await?;
    }
    write(tx, grant.actor(), id, &found, (step, status), reason, origin).await
}

async fn of_the_tenders_side(
    tx: &mut Tx,
    grant: Grant<MatchDecide>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), MoveError> {
    let (found, ground) = lock(tx, id, step).await?;
    if let Some(own) = grant.scope().company() {
        if !sees(&found, own, grant.actor().role) {
            return Err(MoveError::NotFound(id));
        }
        if own != found.tender_company_id {
            return Err(MoveError::NotYourSide);
        }
    }
    if !expected.allows(found.version) {
        return Err(MoveError::Stale);
    }
    let status = found.status.after(step)?;
    if let Some(ground) = ground {
        ground.bears(tx, &found, step).await?;
    }
    write(tx, grant.actor(), id, &found, (step, status), reason, origin).await
}

async fn write(
    tx: &mut Tx,
    actor: Actor,
    id: MatchId,
    found: &Locked,
    (step, status): (Move, MatchStatus),
    reason: Option<&str>,
    origin: &Origin,
) -> Result<(), MoveError> {
    store::decide(tx, id, status, actor.user_id, reason).await?;
    tx.changes(Space::Matches);
    let entry = Entry {
        actor: Some(actor),
        action: step.name(),
        object_kind: "match",
        object_id: id.to_string(),
        company_id: Some(found.company_id),
        before: Some(json!({ "status": found.status })),
        after: Some(json!({ "status": status, "reason": reason })),
        origin,
    };
    Ok(audit::record(tx, entry).await?)
}

/// A client sees its tenders' matches from `proposed` on, a manager those of either side.
fn sees(found: &Locked, own: CompanyId, role: Role) -> bool {
    if role == Role::Client {
        own == found.tender_company_id && found.status.is_shown_to_clients(found.was_proposed)
    } else {
        own == found.company_id || own == found.tender_company_id
    }
}
