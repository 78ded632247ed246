//! A person's decisions.

use super::super::{
    domain::{Move, MoveNotAllowed},
    store::{self, Locked},
};
use crate::{
    db::{DbError, Tx},
    kernel::{
        CompanyId, Grant, MatchId, Role, Scope,
        permissions::{MatchDecide, MatchPropose},
    },
};

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
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Propose, reason).await
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
) -> Result<(), MoveError> {
    of_either_side(tx, grant, id, Move::Cancel, reason).await
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
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Accept, reason).await
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
) -> Result<(), MoveError> {
    of_the_tenders_side(tx, grant, id, Move::Reject, reason).await
}

async fn of_either_side(
    tx: &mut Tx,
    grant: Grant<MatchPropose>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
) -> Result<(), MoveError> {
    let found = store::lock(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    let sees = company(grant.scope()).is_none_or(|own| own == found.company_id || own == found.tender_company_id);
    if !sees {
        return Err(MoveError::NotFound(id));
    }
    let status = found.status.after(step)?;
    Ok(store::decide(tx, id, status, grant.actor().user_id, reason).await?)
}

async fn of_the_tenders_side(
    tx: &mut Tx,
    grant: Grant<MatchDecide>,
    id: MatchId,
    step: Move,
    reason: Option<&str>,
) -> Result<(), MoveError> {
    let found = store::lock(tx, id).await?.ok_or(MoveError::NotFound(id))?;
    if let Some(own) = company(grant.scope()) {
        if !sees(&found, own, grant.actor().role) {
            return Err(MoveError::NotFound(id));
        }
        if own != found.tender_company_id {
            return Err(MoveError::NotYourSide);
        }
    }
    let status = found.status.after(step)?;
    Ok(store::decide(tx, id, status, grant.actor().user_id, reason).await?)
}

/// A client sees its tenders' matches from `proposed` on, a manager those of either side.
fn sees(found: &Locked, own: CompanyId, role: Role) -> bool {
    if role == Role::Client {
        own == found.tender_company_id && found.status.is_shown_to_clients()
    } else {
        own == found.company_id || own == found.tender_company_id
    }
}

/// The company that a scope is bound to; none: the whole platform.
fn company(scope: Scope) -> Option<CompanyId> {
    match scope {
        Scope::All => None,
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => Some(c),
        // The table gives these rights to nobody for its own rows alone; a company that is no one's sees nothing.
        Scope::Own(_, company) => Some(company.unwrap_or(CompanyId(0))),
    }
}
