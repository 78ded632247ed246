//! Putting a tender away, with everything that rests on it, and taking it out again. [`lifecycle`](crate::lifecycle) forgets its text.

use super::{
    queries::{self, Tender},
    store,
    usecases::{WriteError, index, lock, record},
};
use crate::{
    audit::Origin,
    db::Tx,
    kernel::{
        Expected, Grant, TenderId,
        permissions::{TenderRead, TenderWrite},
    },
};

/// Archives the tender, or takes it out again; of the version that the caller read, if it says so. Archived, it is in no list, no search and no match that is not there yet; what rests on it stays.
///
/// # Errors
/// [`WriteError`].
pub async fn archive(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    archived: bool,
    expected: &Expected,
    origin: &Origin,
) -> Result<Tender, WriteError> {
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let company = locked.company_id;
    let before = queries::written(tx, id).await?;
    if !store::set_archived(tx, id, archived).await? {
        return Ok(before);
    }
    let action = if archived {
        "archive"
    } else {
        index(tx, id, company, Some(grant.actor()), origin).await?;
        "unarchive"
    };
    let after = queries::written(tx, id).await?;
    let actor = grant.actor();
    record(tx, actor, action, id, company, Some(&before), Some(&after), origin).await?;
    Ok(after)
}
