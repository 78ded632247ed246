//! A person's decisions.

use super::super::{
    domain::{MatchStatus, Move, MoveNotAllowed},
    store::{self, Locked},
};
use crate::{
    cache::Space,
    db::{DbError, Tx},
    identity::audit::{self, Entry, Origin},
    kernel::{
        Actor, Choice, CompanyId, Grant, MatchId, Role,
        permissions::{MatchDecide, MatchPropose},
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
    /// It stands where the move does not begin.
    #[error(transparent)]
    NotAllowed(#[from] MoveNotAllowed),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
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
    origin: &Origin,
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Propose, reason, origin).await
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
    origin: &Origin,
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Cancel, reason, origin).await
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
    origin: &Origin,
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Accept, reason, origin).await
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
    origin: &Origin,
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Reject, reason, origin).await
}

async fn of_either_side(
    tx: &mut Tx,
    grant: Grant<MatchPropose>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
    origin: &Origin,
) -> Result<(), MoveError> {
    let found = store::lock(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    let sees = grant
        .scope()
        .company()
        .is_none_or(|own| own == found.company_id || own == found.tender_company_id);
    if !sees {
        return Err(MoveError::NotFound(id));
    }
    let status = found.status.after(step)?;
    write(tx, grant.actor(), id, &found, (step, status), reason, origin).await
}

async fn of_the_tenders_side(
    tx: &mut Tx,
    grant: Grant<MatchDecide>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
    origin: &Origin,
) -> Result<(), MoveError> {
    let found = store::lock(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    if let Some(own) = grant.scope().company() {
        if !sees(&found, own, grant.actor().role) {
            return Err(MoveError::NotFound(id));
        }
        if own != found.tender_company_id {
            return Err(MoveError::NotYourSide);
        }
    }
    let status = found.status.after(step)?;
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
        own == found.tender_company_id && found.status.is_shown_to_clients()
    } else {
        own == found.company_id || own == found.tender_company_id
    }
}
