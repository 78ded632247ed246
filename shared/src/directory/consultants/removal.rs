//! Removing a consultant: the row with its CVs and with what was found or generated of it in one commit, then the files.

use super::{
    queries, store,
    usecases::{WriteError, lock, record},
};
use crate::{
    db::Db,
    directory::portfolios,
    identity::audit::Origin,
    kernel::{
        ConsultantId, Expected, Grant,
        permissions::{ConsultantCreate, ConsultantRead},
    },
    knowledge::{self, jobs::SubjectKind},
    ports::FileStore,
    resumes,
    staffing::matches,
};

/// Removes a consultant on whom nothing rests that a person made or decided: its CVs with files, analyses, text, chunks and vectors go along, and
/// so do the matches that generation found and the portfolios that it wrote. Otherwise it is history and stays.
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
    resumes::removal::hold_of_consultant(&mut tx, id).await?;
    let locked = lock(&mut tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let resting = queries::rests_on(&mut tx, id).await?;
    if !resting.is_empty() {
        return Err(WriteError::InUse(resting));
    }
    let actor = grant.actor();
    let before = queries::written(&mut tx, id).await?;
    let orphans = resumes::removal::forget_of_consultant(&mut tx, actor, id, origin).await?;
    matches::usecases::forget_of_consultant(&mut tx, id).await?;
    portfolios::usecases::forget_generated(&mut tx, id).await?;
    store::delete(&mut tx, id).await?;
    knowledge::usecases::forget(&mut tx, SubjectKind::Consultant, id.0).await?;
    record(
        &mut tx,
        actor,
        "delete",
        id,
        locked.company_id,
        Some(&before),
        None,
        origin,
    )
    .await?;
    tx.commit().await?;
    for path in &orphans {
        resumes::loose_files::drop_now(db, files, path).await;
    }
    Ok(())
}
