//! Removing a CV: the row with its analyses and what was indexed of it in one commit, then the file ([`loose_files`]).

use super::{loose_files, noted, queries, requests::ResumeError, store};
use crate::{
    db::{Db, DbError, Tx},
    identity::audit::Origin,
    jobs::Enqueue,
    kernel::{Actor, ConsultantId, Grant, ResumeId, permissions::ResumeWrite},
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
    let path = forget(&mut tx, grant.actor(), id, origin).await?;
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
    if let Some(path) = path {
        loose_files::drop_now(db, files, &path).await;
    }
    Ok(())
}

/// Removes the row with its analyses and what was indexed of it; the key of its file.
async fn forget(tx: &mut Tx, actor: Actor, id: ResumeId, origin: &Origin) -> Result<Option<String>, DbError> {
    let before = queries::written(tx, id).await?;
    knowledge::usecases::forget(tx, SubjectKind::Resume, id.0).await?;
    let path = store::delete(tx, id).await?;
    noted::note(tx, actor, "delete", (Some(&before), None), origin).await?;
    Ok(path)
}

/// Holds a consultant's CVs against everybody else until the transaction ends.
///
/// # Errors
/// The database failed.
pub async fn hold_of_consultant(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    queries::held_of_consultant(tx, id).await?;
    Ok(())
}

/// Removes all of a consultant's CVs; the keys of their files, which the caller drops when it has committed.
///
/// # Errors
/// The database failed.
pub async fn forget_of_consultant(
    tx: &mut Tx,
    actor: Actor,
    id: ConsultantId,
    origin: &Origin,
) -> Result<Vec<String>, DbError> {
    let mut paths = Vec::new();
    for resume in queries::held_of_consultant(tx, id).await? {
        paths.extend(forget(tx, actor, resume, origin).await?);
    }
    Ok(paths)
}
