//! A folder as file store. A file appears whole or not at all: it is written beside, synced, then renamed into place.

use super::{keys, proof::Proof};
use crate::ports::{FileStore, FileStoreError};
use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio_util::io::ReaderStream;

/// Unfinished files; no key begins with a dot.
const INCOMING: &str = ".incoming";
/// Older than this, an unfinished file is nobody's.
const ABANDONED: Duration = Duration::from_secs(3600);

/// Files under a folder, the key being the path.
///
/// The folder is there when [`INCOMING`] is: a mount point whose disk is away is an empty folder. It is made once in a process' life at most;
/// one that was there and is gone took the files with it, so the store is away, and no file of it is missing.
#[derive(Debug, Clone)]
pub struct DiskFileStore {
    root: PathBuf,
    /// This process has seen it.
    seen: Arc<AtomicBool>,
    /// It takes files.
    proof: Proof,
}

impl DiskFileStore {
    /// A store in this folder, which is made when first needed.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            seen: Arc::default(),
            proof: Proof::default(),
        }
    }

    fn path(&self, key: &str) -> Result<PathBuf, FileStoreError> {
        keys::check(key)?;
        Ok(self.root.join(key))
    }

    /// Makes the folder if it was never seen.
    fn open(&self) -> Result<(), FileStoreError> {
        if !self.seen.load(Ordering::Acquire) {
            let incoming = self.root.join(INCOMING);
            fs::create_dir_all(&incoming).map_err(|e| fault(&e))?;
            self.seen.store(true, Ordering::Release);
            drop_abandoned(&incoming);
        }
        self.check()
    }

    /// Whether the folder is there.
    fn check(&self) -> Result<(), FileStoreError> {
        let about = fs::metadata(self.root.join(INCOMING)).map_err(|e| fault(&e))?;
        if !about.is_dir() {
            return Err(FileStoreError::Unavailable("its folder is not one".to_owned()));
        }
        self.seen.store(true, Ordering::Release);
        Ok(())
    }

    /// A file that was not read: it is missing, or the whole store is.
    async fn unread(&self, key: &str, error: io::Error) -> FileStoreError {
        if !is_absence(&error) {
            return fault(&error);
        }
        let store = self.clone();
        match blocking(move || store.check()).await {
            Ok(()) => FileStoreError::NotFound(key.to_owned()),
            Err(away) => away,
        }
    }
}

#[async_trait]
impl FileStore for DiskFileStore {
    async fn put(&self, key: &str, content: Bytes, _content_type: &str) -> Result<(), FileStoreError> {
        let path = self.path(key)?;
        let store = self.clone();
        blocking(move || {
            store.open()?;
            let written = write_whole(&store.root, &path, &content).map_err(|e| fault(&e));
            store.proof.note(written.is_ok());
            written
        })
        .await
    }

    async fn get(&self, key: &str) -> Result<Bytes, FileStoreError> {
        let path = self.path(key)?;
        match tokio::fs::read(path).await {
            Ok(content) => Ok(content.into()),
            Err(error) => Err(self.unread(key, error).await),
        }
    }

    async fn stream(
        &self,
        key: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, FileStoreError>>), FileStoreError> {
        let path = self.path(key)?;
        let file = match tokio::fs::File::open(path).await {
            Ok(file) => file,
            Err(error) => return Err(self.unread(key, error).await),
        };
        let about = file.metadata().await.map_err(|e| fault(&e))?;
        if about.is_dir() {
            return Err(FileStoreError::NotFound(key.to_owned()));
        }
        let pieces = ReaderStream::with_capacity(file, 64 * 1024).map_err(|e| fault(&e));
        Ok((about.len(), pieces.boxed()))
    }

    async fn delete(&self, key: &str) -> Result<(), FileStoreError> {
        let path = self.path(key)?;
        match tokio::fs::remove_file(path).await {
            Ok(()) => Ok(()),
            Err(error) => match self.unread(key, error).await {
                FileStoreError::NotFound(_) => Ok(()),
                away => Err(away),
            },
        }
    }

    async fn ready(&self) -> Result<(), FileStoreError> {
        let store = self.clone();
        blocking(move || {
            store.open()?;
            if store.proof.holds() {
                return Ok(());
            }
            let proved = prove(&store.root.join(INCOMING)).map_err(|e| fault(&e));
            store.proof.note(proved.is_ok());
            proved
        })
        .await
    }
}

/// Writes a file where all begin, and removes it.
fn prove(incoming: &Path) -> io::Result<()> {
    let path = incoming.join(uuid::Uuid::new_v4().simple().to_string());
    let written = File::create_new(&path).and_then(|mut file| file.write_all(b"ready?"));
    let removed = fs::remove_file(&path);
    written.and(removed)
}

/// Removes what processes left half-way that died: it may be a piece of somebody's CV. A file that is being written is young.
fn drop_abandoned(incoming: &Path) {
    let Ok(entries) = fs::read_dir(incoming) else {
        return;
    };
    for entry in entries.flatten() {
        let age = entry
            .metadata()
            .and_then(|about| about.modified())
            .map(|at| at.elapsed());
        if matches!(age, Ok(Ok(age)) if age > ABANDONED)
            && let Err(error) = fs::remove_file(entry.path())
        {
            tracing::warn!(%error, "an unfinished file stays behind");
        }
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileStoreError> + Send + 'static,
) -> Result<T, FileStoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(FileStoreError::Unavailable(error.to_string())),
    }
}

fn write_whole(root: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let incoming = root.join(INCOMING);
    let unfinished = incoming.join(uuid::Uuid::new_v4().simple().to_string());
    let written = write_and_move(&unfinished, path, content);
    if written.is_err() {
        // Nothing can be done about a second failure; the first one is told.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

fn write_and_move(unfinished: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(unfinished)?;
    file.write_all(content)?;
    file.sync_all()?;
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    fs::rename(unfinished, path)?;
    // The name lives in the folder: without this a power cut may forget it.
    File::open(folder)?.sync_all()
}

fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory
    )
}

fn fault(error: &io::Error) -> FileStoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => FileStoreError::Full,
        _ => FileStoreError::Unavailable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn the_kernels_own_no_space_left_is_full() {
        let mut full = File::options().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"x").unwrap_err();
        assert!(matches!(fault(&error), FileStoreError::Full), "{error}");
    }
}
