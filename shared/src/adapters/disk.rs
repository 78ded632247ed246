//! A folder as file store. A file appears whole or not at all: it is written beside, synced, then renamed into place.

use super::keys;
use crate::ports::{FileStore, FileStoreError};
use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};
use tokio_util::io::ReaderStream;

/// Unfinished files; no key begins with a dot.
const INCOMING: &str = ".incoming";

/// Files under a folder, the key being the path.
#[derive(Debug, Clone)]
pub struct DiskFileStore {
    root: PathBuf,
}

impl DiskFileStore {
    /// A store in this folder, which is made when first needed.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
        }
    }

    fn path(&self, key: &str) -> Result<PathBuf, FileStoreError> {
        keys::check(key)?;
        Ok(self.root.join(key))
    }
}

#[async_trait]
impl FileStore for DiskFileStore {
    async fn put(&self, key: &str, content: Bytes, _content_type: &str) -> Result<(), FileStoreError> {
        let path = self.path(key)?;
        let (root, name) = (self.root.clone(), key.to_owned());
        blocking(move || write_whole(&root, &path, &content).map_err(|e| fault(&name, &e))).await
    }

    async fn get(&self, key: &str) -> Result<Bytes, FileStoreError> {
        let path = self.path(key)?;
        let content = tokio::fs::read(path).await.map_err(|e| fault(key, &e))?;
        Ok(content.into())
    }

    async fn stream(
        &self,
        key: &str,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, FileStoreError>>), FileStoreError> {
        let path = self.path(key)?;
        let file = tokio::fs::File::open(path).await.map_err(|e| fault(key, &e))?;
        let about = file.metadata().await.map_err(|e| fault(key, &e))?;
        if about.is_dir() {
            return Err(FileStoreError::NotFound(key.to_owned()));
        }
        let name = key.to_owned();
        let pieces = ReaderStream::with_capacity(file, 64 * 1024).map_err(move |e| fault(&name, &e));
        Ok((about.len(), pieces.boxed()))
    }

    async fn delete(&self, key: &str) -> Result<(), FileStoreError> {
        let path = self.path(key)?;
        match tokio::fs::remove_file(path).await {
            Err(error) if !is_absence(&error) => Err(fault(key, &error)),
            _ => Ok(()),
        }
    }

    async fn ready(&self) -> Result<(), FileStoreError> {
        let incoming = self.root.join(INCOMING);
        blocking(move || fs::create_dir_all(incoming).map_err(|e| fault("", &e))).await
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
    fs::create_dir_all(&incoming)?;
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

fn fault(key: &str, error: &io::Error) -> FileStoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => FileStoreError::Full,
        _ if is_absence(error) => FileStoreError::NotFound(key.to_owned()),
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
        assert!(matches!(fault("a", &error), FileStoreError::Full), "{error}");
    }
}
