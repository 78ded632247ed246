//! Locks that the kernel frees when their holder ends, however it ends.

use anyhow::{Context, Result, bail};
use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

/// A held lock; the file says whose it is.
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock or says who has it.
    pub fn take(path: &Path) -> Result<Lock> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => sign(file),
            Err(TryLockError::WouldBlock) => {
                let who = read_pid(&file).map_or_else(String::new, |pid| format!(" (process {pid})"));
                bail!("already running here{who}; ./dev stop ends it")
            }
            Err(TryLockError::Error(error)) => Err(error).context("cannot lock"),
        }
    }

    /// Takes the lock as soon as it is free, saying once that it waits.
    pub fn wait(path: &Path, what: &str) -> Result<Lock> {
        let file = open(path)?;
        let mut said = false;
        loop {
            match file.try_lock() {
                Ok(()) => return sign(file),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error).context("cannot lock"),
            }
            if !said {
                println!("  waiting for another run that is {what}");
                said = true;
            }
            crate::process::go_on()?;
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    }
}

/// The process that holds the lock now.
pub fn holder(path: &Path) -> Option<u32> {
    let file = File::open(path).ok()?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => read_pid(&file),
        _ => None,
    }
}

fn open(path: &Path) -> Result<File> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options
        .open(path)
        .with_context(|| format!("cannot write {} (was it made by another user?)", path.display()))
}

fn sign(mut file: File) -> Result<Lock> {
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    write!(file, "{}", std::process::id())?;
    Ok(Lock { _file: file })
}

fn read_pid(mut file: &File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Lock, holder};

    #[test]
    fn a_held_lock_names_its_holder_and_a_dropped_one_is_free() {
        let path = std::env::temp_dir().join(format!("{}.lock", crate::secrets::random_hex(8).expect("random")));
        let lock = Lock::take(&path).expect("free");
        assert_eq!(holder(&path), Some(std::process::id()));
        assert!(Lock::take(&path).is_err_and(|error| error.to_string().contains("already running here")));
        drop(lock);
        assert_eq!(holder(&path), None);
        std::fs::remove_file(path).expect("removed");
    }
}
