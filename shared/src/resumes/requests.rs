//! Asking for an analysis: of a resume that is there, by an engine of choice.

use super::{
    MAX_FILE_SIZE,
    file_name::sanitise,
    file_type::FileType,
    jobs::{CvAnalysis, EngineName},
    loose_files, noted,
    queries::{self, Resume},
    store,
    usecases::{NewFile, UploadError},
};
use crate::{
    audit::Origin,
    db::{Db, DbError, Tx},
    jobs::{Enqueue, Execution, orders},
    kernel::{CompanyId, ConsultantId, Grant, ResumeId, permissions::ResumeWrite},
    ports::FileStore,
};
use sha2::{Digest, Sha256};

/// Why no analysis was asked for.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// There is no such resume that the caller may change.
    #[error("there is no resume {0}")]
    NoResume(ResumeId),
    /// There is no such consultant that the caller may change.
    #[error("there is no consultant {0}")]
    NoConsultant(ConsultantId),
    /// The resume tells of somebody else.
    #[error("the resume belongs to another consultant")]
    OtherConsultant,
    /// Its findings are to be applied, and it belongs to nobody.
    #[error("the resume belongs to no consultant: there is no profile to fill")]
    NoProfile,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What to analyse, and how.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// Which upload.
    pub resume_id: ResumeId,
    /// Of whom it tells, where that was not said yet.
    pub consultant_id: Option<ConsultantId>,
    /// Who reads it.
    pub engine: EngineName,
    /// Fill the consultant's empty fields.
    pub apply: bool,
}

/// Enqueues the analysis in `tx`. A resume that belonged to nobody gets its consultant.
///
/// # Errors
/// [`ResumeError`].
pub async fn request_analysis(
    tx: &mut Tx,
    grant: Grant<ResumeWrite>,
    request: Request,
    options: Enqueue,
    origin: &Origin,
) -> Result<Execution, ResumeError> {
    let id = request.resume_id;
    let (company_id, owner) = queries::for_writing(tx, grant.scope(), id)
        .await?
        .ok_or(ResumeError::NoResume(id))?;
    if request.apply && owner.is_none() && request.consultant_id.is_none() {
        return Err(ResumeError::NoProfile);
    }
    if let Some(consultant_id) = request.consultant_id.filter(|c| owner != Some(*c)) {
        if owner.is_some() {
            return Err(ResumeError::OtherConsultant);
        }
        let before = queries::written(tx, id).await?;
        if !store::attach(tx, id, company_id, consultant_id).await? {
            return Err(ResumeError::NoConsultant(consultant_id));
        }
        let after = queries::written(tx, id).await?;
        noted::note(tx, grant.actor(), "attach", (Some(&before), Some(&after)), origin).await?;
    }
    let job = CvAnalysis {
        resume_id: id,
        apply: request.apply,
        engine: request.engine,
    };
    let options = Enqueue {
        company_id: Some(company_id),
        created_by: Some(grant.actor().user_id),
        ..options
    };
    let execution = tx.enqueue(&job, options).await?;
    orders::note(tx, grant.actor(), &execution, origin).await?;
    Ok(execution)
}

/// A file that is stored and belongs to no resume yet.
#[derive(Debug)]
pub struct Kept {
    company_id: CompanyId,
    consultant_id: Option<ConsultantId>,
    file_name: String,
    path: String,
    file_type: FileType,
    size: usize,
    sha256: Vec<u8>,
}

/// Stores a file of the company's; a consultant's own is of its profile, others' of nobody yet.
///
/// # Errors
/// [`UploadError`].
pub async fn keep_file(
    db: &Db,
    files: &dyn FileStore,
    grant: Grant<ResumeWrite>,
    company_id: CompanyId,
    file: NewFile,
) -> Result<Kept, UploadError> {
    match file.content.len() {
        0 => return Err(UploadError::Empty),
        n if n > MAX_FILE_SIZE => return Err(UploadError::TooLarge(n)),
        _ => {}
    }
    let consultant_id = queries::own_consultant(db.pool(), grant.scope()).await?;
    if grant.scope().user().is_some() && consultant_id.is_none() {
        return Err(UploadError::NoProfile);
    }
    let file_type = FileType::of(&file.content)?;
    let kept = Kept {
        company_id,
        consultant_id,
        file_name: sanitise(&file.file_name),
        path: format!(
            "resumes/{company_id}/{}.{}",
            uuid::Uuid::new_v4().simple(),
            file_type.extension()
        ),
        file_type,
        size: file.content.len(),
        sha256: Sha256::digest(&file.content).to_vec(),
    };
    loose_files::expect(db, company_id, &kept.path).await?;
    if let Err(error) = files.put(&kept.path, file.content, file_type.mime()).await {
        discard(db, files, &kept).await;
        return Err(error.into());
    }
    Ok(kept)
}

/// Removes a file for which no resume was made.
pub async fn discard(db: &Db, files: &dyn FileStore, kept: &Kept) {
    loose_files::give_up(db, files, &kept.path).await;
}

/// Makes the file's resume. Nothing is analysed until it is asked for.
///
/// # Errors
/// There is no such company ([`DbError::Reference`]), or the database failed.
pub async fn make_resume(
    tx: &mut Tx,
    grant: Grant<ResumeWrite>,
    kept: &Kept,
    origin: &Origin,
) -> Result<Resume, UploadError> {
    let new = store::NewResume {
        company_id: kept.company_id,
        consultant_id: kept.consultant_id,
        file_name: &kept.file_name,
        file_path: &kept.path,
        file_type: kept.file_type.extension(),
        file_size: i64::try_from(kept.size).unwrap_or(i64::MAX),
        sha256: &kept.sha256,
    };
    loose_files::belongs(tx, &kept.path).await?;
    let id = store::insert(tx, &new).await?;
    let made = queries::written(tx, id).await?;
    noted::note(tx, grant.actor(), "create", (None, Some(&made)), origin).await?;
    Ok(made)
}
