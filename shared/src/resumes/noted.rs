//! What the audit log says of CVs: which file it was, never what it says.

use super::queries::Resume;
use crate::{
    audit::{self, Entry, Origin, Touched},
    db::{DbError, Tx},
    kernel::Actor,
};
use serde_json::{Value, json};

const KIND: &str = "resume";

/// Its name, type, size and fingerprint, and of whom it tells.
fn shown(resume: &Resume) -> Value {
    json!({
        "consultant_id": resume.consultant_id,
        "file_name": resume.file_name,
        "file_type": resume.file_type,
        "file_size": resume.file_size,
        "sha256": resume.sha256,
    })
}

/// Writes what somebody did to a CV, with the CV as it was and as it is.
pub(super) async fn note(
    tx: &mut Tx,
    actor: Actor,
    action: &'static str,
    versions: (Option<&Resume>, Option<&Resume>),
    origin: &Origin,
) -> Result<(), DbError> {
    let Some(resume) = versions.1.or(versions.0) else {
        return Ok(());
    };
    let entry = Entry {
        actor: Some(actor),
        action,
        object_kind: KIND,
        object_id: resume.id.to_string(),
        company_id: Some(resume.company_id),
        before: versions.0.map(shown),
        after: versions.1.map(shown),
        origin,
    };
    audit::record(tx, entry).await
}

/// Writes that somebody read these CVs.
///
/// # Errors
/// The database failed.
pub async fn note_reads(tx: &mut Tx, actor: Actor, resumes: &[Resume], origin: &Origin) -> Result<(), DbError> {
    let lines = resumes.iter().map(|resume| Touched {
        object_id: resume.id.to_string(),
        company_id: Some(resume.company_id),
        before: None,
        after: None,
    });
    audit::record_all(tx, actor, ("read", KIND), lines.collect(), origin).await
}
