//! Removing a CV: the row with its analyses and what was indexed of it in one commit, then the file.

use super::{noted, queries, requests::ResumeError, store};
use crate::{
    db::Db,
    identity::audit::Origin,
    jobs::Enqueue,
    kernel::{Grant, ResumeId, permissions::ResumeWrite},
    knowledge::{
        self,
        jobs::{IndexDocument, SubjectKind},
    },
    ports::FileStore,
};

/// Removes file, analyses, text, chunks and vectors; the consultant's own profile is indexed again without it.
///
/// # Errors
/// [`ResumeError`].
pub async fn remove(
    db: &Db,
    files: &dyn FileStore,
    grant: Grant<ResumeWrite>,
    id: ResumeId,
    origin: &Origin,
) -> Result<(), ResumeError> {
    let mut tx = db.begin().await?;
    let (company_id, consultant_id) = queries::for_writing(&mut tx, grant.scope(), id)
        .await?
        .ok_or(ResumeError::NoResume(id))?;
    let before = queries::written(&mut tx, id).await?;
    knowledge::usecases::forget(&mut tx, SubjectKind::Resume, id.0).await?;
    let path = store::delete(&mut tx, id).await?;
    noted::note(&mut tx, grant.actor(), "delete", (Some(&before), None), origin).await?;
    if let Some(consultant_id) = consultant_id {
        let index = IndexDocument {
            subject_kind: SubjectKind::Consultant,
            subject_id: consultant_id.0,
        };
        let options = Enqueue {
            company_id: Some(company_id),
            created_by: Some(grant.actor().user_id),
            trace: origin.trace.clone(),
            ..Enqueue::default()
        };
        tx.enqueue(&index, options).await?;
    }
    tx.commit().await?;
    // The row is gone: a file that cannot be removed now is an orphan, which housekeeping finds.
    if let Some(path) = path
        && let Err(error) = files.delete(&path).await
    {
        tracing::warn!(%error, path, "the file of a removed resume stays behind");
    }
    Ok(())
}
