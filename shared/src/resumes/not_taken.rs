//! Why a CV was not taken.

use super::MAX_FILE_SIZE;
use crate::{db::DbError, kernel::ConsultantId, ports::FileStoreError};
use cv_engine::Rejection;

/// Why a CV was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// There is no such consultant that the caller may change.
    #[error("there is no consultant {0}")]
    NoConsultant(ConsultantId),
    /// A consultant uploads for its own profile, and the caller has none.
    #[error("the caller has no consultant's profile")]
    NoProfile,
    /// No byte in it.
    #[error("the file is empty; send the CV as PDF, DOCX, ODT, RTF, HTML or plain text")]
    Empty,
    /// More than [`MAX_FILE_SIZE`].
    #[error("the file has {0} bytes; at most {MAX_FILE_SIZE} are taken")]
    TooLarge(usize),
    /// Not a type that is read here, told by its content.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The Idempotency-Key was used with another content.
    #[error("the idempotency key was used for another request")]
    KeyMismatch,
    /// The file store failed.
    #[error(transparent)]
    Store(#[from] FileStoreError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
