//! Removing a consultant: the row with its CVs and with what was found or generated of it in one commit, then the files.

use super::{aggregate::Consultants, queries, store};
use crate::{
    aggregate::{self, Act, By},
    db::{Db, Refused},
    directory::portfolios,
    kernel::{ConsultantId, permissions::ConsultantCreate},
    ports::FileStore,
    resumes,
    staffing::matches,
};

/// Removes a consultant on whom nothing rests that a person made or decided: its CVs with files, analyses, text, chunks and vectors go along, and
/// so do the matches that generation found and the portfolios that it wrote. Otherwise it is history and stays.
///
/// # Errors
/// As [`aggregate::lock`], or [`Refused::Kept`] with what rests on it.
pub async fn remove(
    db: &Db,
    files: &dyn FileStore,
    by: By<'_, ConsultantCreate>,
    id: ConsultantId,
) -> Result<(), Refused> {
    let mut tx = db.begin().await?;
    // The CVs before their consultant, as an analysis that ends locks them.
    resumes::removal::hold_of_consultant(&mut tx, id).await?;
    let locked = aggregate::lock::<Consultants>(&mut tx, &by, id).await?;
    Refused::if_kept(queries::rests_on(&mut tx, id).await?)?;
    let before = queries::written(&mut tx, id).await?;
    let orphans = resumes::removal::forget_of_consultant(&mut tx, by.actor(), id, by.origin).await?;
    matches::usecases::forget_of_consultant(&mut tx, id).await?;
    portfolios::usecases::forget_generated(&mut tx, id).await?;
    store::delete(&mut tx, id).await?;
    let versions = (Some(&before), None);
    aggregate::recorded::<Consultants>(&mut tx, &by, Act::Delete, (id, locked.company_id), versions).await?;
    tx.commit().await?;
    for path in &orphans {
        resumes::loose_files::drop_now(db, files, path).await;
    }
    Ok(())
}
