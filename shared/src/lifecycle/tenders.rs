//! A tender that is put away or removed: its text is not found any more.

use crate::{
    audit::Origin,
    db::Tx,
    kernel::{
        Expected, Grant, SubjectKind, TenderId,
        permissions::{TenderRead, TenderWrite},
    },
    knowledge,
    staffing::tenders::{
        archiving,
        queries::Tender,
        usecases::{self, WriteError},
    },
};

/// Archives the tender, or takes it out again; of the version that the caller read, if it says so.
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
    let after = archiving::archive(tx, grant, read, id, archived, expected, origin).await?;
    if archived {
        knowledge::usecases::forget(tx, SubjectKind::Tender, id.0).await?;
    }
    Ok(after)
}

/// Deletes a tender on which nothing rests that a person made or decided, with the matches that generation found for it.
///
/// # Errors
/// [`WriteError`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), WriteError> {
    usecases::delete(tx, grant, read, id, expected, origin).await?;
    knowledge::usecases::forget(tx, SubjectKind::Tender, id.0).await?;
    Ok(())
}
