//! Removing a CV: the row with its analyses; the file is dropped when that has committed ([`loose_files`](super::loose_files)). What was indexed of
//! it [`lifecycle`](crate::lifecycle) forgets in the same transaction.

use super::{noted, queries, requests::ResumeError, store};
use crate::{
    audit::Origin,
    db::{DbError, Tx},
    kernel::{Actor, CompanyId, ConsultantId, Grant, ResumeId, permissions::ResumeWrite},
};

/// Whose a CV is that the caller may remove, and of whom it tells.
///
/// # Errors
/// [`ResumeError`].
pub async fn find(
    tx: &mut Tx,
    grant: Grant<ResumeWrite>,
    id: ResumeId,
) -> Result<(CompanyId, Option<ConsultantId>), ResumeError> {
    let found = queries::for_writing(tx, grant.scope(), id).await?;
    found.ok_or(ResumeError::NoResume(id))
}

/// Removes the row with its analyses; the key of its file.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, actor: Actor, id: ResumeId, origin: &Origin) -> Result<Option<String>, DbError> {
    let before = queries::written(tx, id).await?;
    let path = store::delete(tx, id).await?;
    noted::note(tx, actor, "delete", (Some(&before), None), origin).await?;
    Ok(path)
}

/// Holds a consultant's CVs against everybody else until the transaction ends; which they are.
///
/// # Errors
/// The database failed.
pub async fn hold_of_consultant(tx: &mut Tx, id: ConsultantId) -> Result<Vec<ResumeId>, DbError> {
    queries::held_of_consultant(tx, id).await
}
