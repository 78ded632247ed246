//! A person's decisions, each with the right that it needs.

use super::super::{aggregate::Matches, domain::Move};
use crate::{
    aggregate::{self, By},
    db::{Refused, Tx},
    kernel::{
        MatchId,
        permissions::{MatchDecide, MatchPropose},
    },
};

/// Shows a match to the tender's side.
///
/// # Errors
/// As [`aggregate::step`].
pub async fn propose(tx: &mut Tx, by: By<'_, MatchPropose>, id: MatchId, reason: Option<&str>) -> Result<(), Refused> {
    aggregate::step::<Matches>(tx, &by, id, Move::Propose, reason).await
}

/// Withdraws a match; generation will not bring it back.
///
/// # Errors
/// As [`aggregate::step`].
pub async fn cancel(tx: &mut Tx, by: By<'_, MatchPropose>, id: MatchId, reason: Option<&str>) -> Result<(), Refused> {
    aggregate::step::<Matches>(tx, &by, id, Move::Cancel, reason).await
}

/// Takes the consultant.
///
/// # Errors
/// As [`aggregate::step`].
pub async fn accept(tx: &mut Tx, by: By<'_, MatchDecide>, id: MatchId, reason: Option<&str>) -> Result<(), Refused> {
    aggregate::step::<Matches>(tx, &by, id, Move::Accept, reason).await
}

/// Does not take the consultant.
///
/// # Errors
/// As [`aggregate::step`].
pub async fn reject(tx: &mut Tx, by: By<'_, MatchDecide>, id: MatchId, reason: Option<&str>) -> Result<(), Refused> {
    aggregate::step::<Matches>(tx, &by, id, Move::Reject, reason).await
}
