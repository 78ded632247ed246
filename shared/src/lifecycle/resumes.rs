//! A CV whose analysis is kept, and one that is removed.

use crate::{
    audit::Origin,
    db::{Db, DbError, Tx},
    indexing::IndexDocument,
    jobs::Enqueue,
    kernel::{Actor, ExecutionId, Grant, ResumeId, SubjectKind, permissions::ResumeWrite},
    knowledge,
    ports::FileStore,
    resumes::{
        loose_files,
        queries::ToAnalyse,
        removal,
        requests::ResumeError,
        usecases::{self, Analysed},
    },
    staffing::matches::jobs::MatchGeneration,
};
use serde_json::Value;

/// Writes the analysis and fills the consultant's empty fields when asked, and enqueues what follows: its text is indexed, and its consultant's
/// text and matches are made again. All in `tx`.
///
/// # Errors
/// The database failed.
pub async fn store_analysis(
    tx: &mut Tx,
    resume: &ToAnalyse,
    execution_id: ExecutionId,
    found: &Analysed,
    apply: bool,
    follow_up: Enqueue,
) -> Result<Value, DbError> {
    let result = usecases::store_analysis(tx, resume, execution_id, found, apply, follow_up.clone()).await?;
    if let Some(consultant) = resume.consultant_id {
        let rematch = MatchGeneration::for_consultant(consultant);
        tx.enqueue(&rematch, follow_up).await?;
    }
    Ok(result)
}

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
    let actor = grant.actor();
    let (company_id, consultant_id) = removal::find(&mut tx, grant, id).await?;
    let path = forget(&mut tx, actor, id, origin).await?;
    if let Some(consultant_id) = consultant_id {
        let index = IndexDocument {
            subject_kind: SubjectKind::Consultant,
            subject_id: consultant_id.0,
        };
        let options = Enqueue {
            company_id: Some(company_id),
            created_by: Some(actor.user_id),
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
pub(super) async fn forget(
    tx: &mut Tx,
    actor: Actor,
    id: ResumeId,
    origin: &Origin,
) -> Result<Option<String>, DbError> {
    knowledge::usecases::forget(tx, SubjectKind::Resume, id.0).await?;
    removal::delete(tx, actor, id, origin).await
}
