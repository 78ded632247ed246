//! Which user runs Postgres: it refuses to run as root.

use anyhow::Result;
use std::{
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::Path,
    process::Command,
};

/// A user and its main group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
}

/// Whether the runner itself is root.
pub fn we_are_root() -> bool {
    // /proc/self belongs to the effective user of this process.
    fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

impl User {
    /// `None`: our own user will do. As root: the one who owns `data` already, else `postgres`, else `nobody`.
    pub fn for_postgres(data: &Path) -> Option<User> {
        if !we_are_root() {
            return None;
        }
        let owner = fs::metadata(data).ok().map(|meta| User {
            uid: meta.uid(),
            gid: meta.gid(),
        });
        owner
            .filter(|user| user.uid != 0)
            .or_else(|| named("postgres"))
            .or_else(|| named("nobody"))
            .or(Some(User { uid: 65534, gid: 65534 }))
    }

    /// Whether every folder down to `path` lets this user through.
    pub fn reaches(self, path: &Path) -> bool {
        path.ancestors().all(|folder| {
            fs::metadata(folder).is_ok_and(|meta| {
                let (mode, owner) = (meta.mode(), meta.uid() == self.uid);
                if owner { mode & 0o100 != 0 } else { mode & 0o001 != 0 }
            })
        })
    }

    /// Gives him `path`.
    pub fn own(self, path: &Path) -> Result<()> {
        Ok(std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))?)
    }
}

/// Makes `command` run as `user`, from a folder that every user can enter.
pub fn run_as(command: &mut Command, user: Option<User>) {
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command.current_dir("/");
}

/// Looks a user up in /etc/passwd.
fn named(name: &str) -> Option<User> {
    let passwd = fs::read_to_string("/etc/passwd").ok()?;
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let found = fields.next() == Some(name);
        let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
        found.then_some(User { uid, gid })
    })
}
