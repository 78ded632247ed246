//! Files that no resume has: of an upload that did not end, of a resume that is gone. They are in the database from before the store has them
//! until the store has them no more, so that neither a store that is away nor a process that dies leaves a CV behind.
//!
//! ```text
//!   upload:  expect --> the store has it --> commit of the resume takes the key away
//!   removal: commit (leaves the key, by trigger) --> drop_now
//!   sweep:   what is due, again and again, until the store has removed it
//! ```

use super::{not_taken::UploadError, store};
use crate::{
    db::{Db, DbError, Tx},
    kernel::CompanyId,
    ports::{FileStore, FileStoreError},
};
use std::time::Duration;

/// An upload that has made no resume by then never will.
const UPLOAD: Duration = Duration::from_secs(3600);
/// A statement takes so many.
const BATCH: i64 = 50;

/// Says that the store is about to have this file.
///
/// # Errors
/// There is no such company ([`DbError::Reference`]), or the database failed.
pub(super) async fn expect(db: &Db, company_id: CompanyId, path: &str) -> Result<(), DbError> {
    store::expect_file(db, company_id, path, UPLOAD).await
}

/// The file belongs to the resume that `tx` makes.
///
/// # Errors
/// The store took so long that the file was given up, or the database failed.
pub(super) async fn belongs(tx: &mut Tx, path: &str) -> Result<(), UploadError> {
    if store::take_file(tx, path).await? {
        return Ok(());
    }
    Err(FileStoreError::Unavailable("it took so long that the upload was given up".to_owned()).into())
}

/// Removes the file of an upload that made no resume. Where nobody knows whether it did (a connection that was lost at the commit), the key says
/// so, now or to the sweep.
pub(super) async fn give_up(db: &Db, files: &dyn FileStore, path: &str) {
    match store::give_file_up(db, path).await {
        Ok(true) => drop_now(db, files, path).await,
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, path, "the file of no resume is removed later"),
    }
}

/// Removes a file that no resume has. What cannot be done now, the sweep does.
pub async fn drop_now(db: &Db, files: &dyn FileStore, path: &str) {
    match files.delete(path).await {
        Ok(()) => {
            if let Err(error) = store::forget_file(db, path).await {
                tracing::debug!(%error, path, "a removed file is removed once more");
            }
        }
        Err(error) => tracing::warn!(%error, path, "the file of no resume cannot be removed now; it is tried again"),
    }
}

/// Removes what is due; how many files that were.
///
/// # Errors
/// The database failed. A store that fails is tried again later: it is in the log, and [`store::waiting_files`] counts.
pub async fn sweep(db: &Db, files: &dyn FileStore) -> Result<u64, DbError> {
    let mut removed = 0;
    loop {
        let due = store::due_files(db, BATCH).await?;
        let mut failed = None;
        for path in &due {
            match files.delete(path).await {
                Ok(()) => {
                    store::forget_file(db, path).await?;
                    removed += 1;
                }
                // Each one is tried: one key that the store refuses does not hold up the others.
                Err(error) => failed = Some(error),
            }
        }
        if let Some(error) = &failed {
            tracing::warn!(%error, "files of no resume cannot be removed now; they are tried again");
        }
        if failed.is_some() || due.is_empty() {
            return Ok(removed);
        }
    }
}

/// Files that should be gone and are not.
///
/// # Errors
/// The database failed.
pub async fn waiting(db: &Db) -> Result<i64, DbError> {
    store::waiting_files(db).await
}
