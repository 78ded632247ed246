//! A tender that is put away or removed: its text is not found any more.

use crate::{
    aggregate::{self, By},
    db::{Refused, Tx},
    kernel::{SubjectKind, TenderId, permissions::TenderWrite},
    knowledge,
    staffing::{
        matches,
        tenders::{aggregate::Tenders, queries::Tender},
    },
};

/// Archives the tender, or takes it out again.
///
/// # Errors
/// As [`aggregate::archive`].
pub async fn archive(tx: &mut Tx, by: By<'_, TenderWrite>, id: TenderId, archived: bool) -> Result<Tender, Refused> {
    let after = aggregate::archive::<Tenders>(tx, by, id, archived).await?;
    if archived {
        knowledge::usecases::forget(tx, SubjectKind::Tender, id.0).await?;
    }
    Ok(after)
}

/// Removes a tender on which nothing rests that a person made or decided, with the matches that generation found for it.
///
/// # Errors
/// As [`aggregate::leaving`].
pub async fn remove(tx: &mut Tx, by: By<'_, TenderWrite>, id: TenderId) -> Result<(), Refused> {
    let leaving = aggregate::leaving::<Tenders>(tx, &by, id).await?;
    matches::usecases::forget_of_tender(tx, id).await?;
    aggregate::gone(tx, &by, leaving).await?;
    Ok(knowledge::usecases::forget(tx, SubjectKind::Tender, id.0).await?)
}
