//! Passwords and keys, drawn at random per `.data` folder and readable by us alone.

use anyhow::{Context, Result};
use std::{
    fs::{self, File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// `bytes` random bytes in hexadecimal.
pub fn random_hex(bytes: usize) -> Result<String> {
    let mut buffer = vec![0; bytes];
    File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut buffer))
        .context("cannot read /dev/urandom")?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The secret kept in `file`, drawn at the first call.
pub fn kept(file: &Path, bytes: usize) -> Result<String> {
    if let Ok(text) = fs::read_to_string(file)
        && !text.trim().is_empty()
    {
        return Ok(text.trim().to_owned());
    }
    let secret = random_hex(bytes)?;
    write_private(file, &secret)?;
    Ok(secret)
}

/// Writes `text` to `file` with mode 0600, all or nothing.
pub fn write_private(file: &Path, text: &str) -> Result<()> {
    let draft = file.with_extension("draft");
    crate::layout::remove(&draft)?;
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .with_context(|| format!("cannot write {}", draft.display()))?;
    out.write_all(text.as_bytes())?;
    fs::rename(&draft, file)?;
    Ok(())
}
