//! What becomes of matches when a side of theirs goes away.

use super::super::{domain::SystemReason, store};
use crate::{
    cache::Space,
    db::{DbError, Tx},
    kernel::{Choice, CompanyId, ConsultantId, TenderId, UserId},
};

/// Closes what is still open between two companies whose partnership is over; returns how many were.
///
/// # Errors
/// The database failed.
pub async fn close_between(tx: &mut Tx, a: CompanyId, b: CompanyId, by: Option<UserId>) -> Result<u64, DbError> {
    tx.changes(Space::Matches);
    store::cancel_between(tx, (a, b), by, SystemReason::PartnershipEnded.name()).await
}

/// Removes the matches of a consultant that no person made or decided on: what generation found goes with the row that it found.
///
/// # Errors
/// The database failed.
pub async fn forget_of_consultant(tx: &mut Tx, id: ConsultantId) -> Result<u64, DbError> {
    tx.changes(Space::Matches);
    store::forget_of_consultant(tx, id).await
}

/// The same for a tender.
///
/// # Errors
/// The database failed.
pub async fn forget_of_tender(tx: &mut Tx, id: TenderId) -> Result<u64, DbError> {
    tx.changes(Space::Matches);
    store::forget_of_tender(tx, id).await
}
