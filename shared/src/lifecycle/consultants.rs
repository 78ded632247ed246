//! A consultant that is put away or removed.

use crate::{
    audit::Origin,
    db::{Db, Tx},
    directory::consultants::{archiving, queries::Consultant, removal, usecases::WriteError},
    kernel::{
        ConsultantId, Expected, Grant, SubjectKind,
        permissions::{ConsultantCreate, ConsultantRead},
    },
    knowledge,
    ports::FileStore,
    resumes,
    staffing::matches,
};

/// Archives the consultant, or takes it out again; of the version that the caller read, if it says so. Archived, its text is not found any more.
///
/// # Errors
/// [`WriteError`].
pub async fn archive(
    tx: &mut Tx,
    grant: Grant<ConsultantCreate>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    archived: bool,
    expected: &Expected,
    origin: &Origin,
) -> Result<Consultant, WriteError> {
    let after = archiving::archive(tx, grant, read, id, archived, expected, origin).await?;
    if archived {
        knowledge::usecases::forget(tx, SubjectKind::Consultant, id.0).await?;
    }
    Ok(after)
}

/// Removes a consultant on whom nothing rests that a person made or decided: its CVs with files, analyses, text, chunks and vectors go along, and
/// so do the matches that generation found and the portfolios that it wrote, in one commit; then the files. Otherwise it is history and stays.
///
/// # Errors
/// [`WriteError`].
pub async fn remove(
    db: &Db,
    files: &dyn FileStore,
    grant: Grant<ConsultantCreate>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), WriteError> {
    let mut tx = db.begin().await?;
    // The CVs before their consultant, as an analysis that ends locks them.
    let resumes = resumes::removal::hold_of_consultant(&mut tx, id).await?;
    let leaving = removal::hold(&mut tx, grant, read, id, expected).await?;
    let actor = grant.actor();
    let mut orphans = Vec::new();
    for resume in resumes {
        orphans.extend(super::resumes::forget(&mut tx, actor, resume, origin).await?);
    }
    matches::usecases::forget_of_consultant(&mut tx, id).await?;
    removal::delete(&mut tx, actor, leaving, origin).await?;
    knowledge::usecases::forget(&mut tx, SubjectKind::Consultant, id.0).await?;
    tx.commit().await?;
    for path in &orphans {
        resumes::loose_files::drop_now(db, files, path).await;
    }
    Ok(())
}
