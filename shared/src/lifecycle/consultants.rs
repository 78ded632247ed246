//! A consultant that is put away or removed.

use crate::{
    aggregate::{self, By},
    db::{Db, Refused, Tx},
    directory::consultants::{aggregate::Consultants, queries::Consultant},
    kernel::{ConsultantId, SubjectKind, permissions::ConsultantCreate},
    knowledge,
    ports::FileStore,
    resumes,
    staffing::matches,
};

/// Archives the consultant, or takes it out again. Archived, its text is not found any more.
///
/// # Errors
/// As [`aggregate::archive`].
pub async fn archive(
    tx: &mut Tx,
    by: By<'_, ConsultantCreate>,
    id: ConsultantId,
    archived: bool,
) -> Result<Consultant, Refused> {
    let after = aggregate::archive::<Consultants>(tx, by, id, archived).await?;
    if archived {
        knowledge::usecases::forget(tx, SubjectKind::Consultant, id.0).await?;
    }
    Ok(after)
}

/// Removes a consultant on whom nothing rests that a person made or decided: its CVs with files, analyses, text, chunks and vectors go along, and
/// so do the matches that generation found and the portfolios that it wrote, in one commit; then the files. Otherwise it is history and stays.
///
/// # Errors
/// As [`aggregate::leaving`].
pub async fn remove(
    db: &Db,
    files: &dyn FileStore,
    by: By<'_, ConsultantCreate>,
    id: ConsultantId,
) -> Result<(), Refused> {
    let mut tx = db.begin().await?;
    // The CVs before their consultant, as an analysis that ends locks them.
    resumes::removal::hold_of_consultant(&mut tx, id).await?;
    let leaving = aggregate::leaving::<Consultants>(&mut tx, &by, id).await?;
    let mut orphans = Vec::new();
    // Once more: one may have come before the consultant was held.
    for resume in resumes::removal::hold_of_consultant(&mut tx, id).await? {
        orphans.extend(super::resumes::forget(&mut tx, by.actor(), resume, by.origin).await?);
    }
    matches::usecases::forget_of_consultant(&mut tx, id).await?;
    aggregate::gone(&mut tx, &by, leaving).await?;
    knowledge::usecases::forget(&mut tx, SubjectKind::Consultant, id.0).await?;
    tx.commit().await?;
    for path in &orphans {
        resumes::loose_files::drop_now(db, files, path).await;
    }
    Ok(())
}
