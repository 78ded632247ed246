//! A folder as mail server: each letter becomes a file that mail programs open. A file appears whole or not at all, and the same letter once.

use super::message;
use crate::ports::{Letter, MailError, Mailer};
use async_trait::async_trait;
use lettre::message::Mailbox;
use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// Writes `{id}.eml`.
#[derive(Debug)]
pub struct FolderMailer {
    dir: PathBuf,
    from: Mailbox,
}

impl FolderMailer {
    /// Into this folder, which is made when first needed.
    #[must_use]
    pub fn new(dir: &Path, from: Mailbox) -> Self {
        Self {
            dir: dir.to_path_buf(),
            from,
        }
    }
}

#[async_trait]
impl Mailer for FolderMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let content = message(letter, &self.from)?.formatted();
        let (dir, name) = (self.dir.clone(), letter.id.clone());
        let written = tokio::task::spawn_blocking(move || write(&dir, &name, &content)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailError::Unavailable(format!("MAIL_DIR: {}", error.kind()))),
            Err(_) => Err(MailError::Unavailable("the writing thread died".to_owned())),
        }
    }
}

/// For the owner's eyes alone: letters open accounts.
fn write(dir: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    let draft = dir.join(format!(".{name}"));
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&draft)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(draft, dir.join(format!("{name}.eml")))
}
