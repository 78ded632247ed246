//! Where things lie. Everything that a run makes is under `.data/`, so deleting that folder undoes it.

use crate::process::user::User;
use anyhow::{Context, Result, bail};
use std::{
    env,
    fs::{self, Permissions},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

/// What the services are started for; each has data of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Daily work: data is kept from run to run.
    Develop,
    /// The demo: from nothing at every run.
    Demo,
    /// Tests: from nothing, and without durability, for speed.
    Test,
    /// Measurements: from nothing, durable as in production.
    Bench,
    /// Processes die on purpose: from nothing, durable, Redis with a log.
    Chaos,
}

impl Purpose {
    /// Name of its folder.
    pub fn folder(self) -> &'static str {
        match self {
            Purpose::Develop => "dev",
            Purpose::Demo => "demo",
            Purpose::Test => "test",
            Purpose::Bench => "bench",
            Purpose::Chaos => "chaos",
        }
    }

    /// Whether the data outlives the run.
    pub fn keeps_data(self) -> bool {
        self == Purpose::Develop
    }
}

/// The project's folder and what lies below it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The project's root.
    pub root: PathBuf,
}

impl Layout {
    /// `./dev` starts the runner in the root.
    pub fn here() -> Result<Self> {
        let root = env::current_dir()?;
        if !root.join("Cargo.toml").is_file() || !root.join("xtask").is_dir() {
            bail!("run this through ./dev in the project's root");
        }
        let layout = Layout { root };
        fs::create_dir_all(layout.data()).with_context(|| layout.not_ours())?;
        Ok(layout)
    }

    /// Git-ignored folder of all that runs make.
    pub fn data(&self) -> PathBuf {
        self.root.join(".data")
    }

    /// Folder of one purpose.
    pub fn of(&self, purpose: Purpose) -> PathBuf {
        self.data().join(purpose.folder())
    }

    /// Log file of one service.
    pub fn log(&self, purpose: Purpose, service: &str) -> PathBuf {
        self.of(purpose).join("logs").join(format!("{service}.log"))
    }

    /// Fetched programs and models, shared by all purposes.
    pub fn tools(&self) -> PathBuf {
        self.data().join("tools")
    }

    /// What scripts read to find a running stack.
    pub fn run_env(&self) -> PathBuf {
        self.data().join("run.env")
    }

    /// Cargo's target folder.
    pub fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |dir| self.root.join(dir))
    }

    /// `.data`, or a folder outside when `user` cannot reach it (a checkout under root's own 0700 home, say).
    pub fn reachable_data(&self, user: Option<User>) -> Result<PathBuf> {
        let data = self.data();
        match user {
            Some(user) if !user.reaches(&data) => self.outside(),
            _ => Ok(data),
        }
    }

    /// `/var/tmp/talentmatch-<hash of our path>`, ours alone to write.
    fn outside(&self) -> Result<PathBuf> {
        // FNV-1a: two checkouts get two folders.
        let hash = self
            .root
            .as_os_str()
            .as_encoded_bytes()
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            });
        let folder = PathBuf::from(format!("/var/tmp/talentmatch-{hash:016x}"));
        if let Err(error) = fs::create_dir(&folder)
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(error).with_context(|| format!("cannot create {}", folder.display()));
        }
        let meta = fs::symlink_metadata(&folder)?;
        if !meta.is_dir() || meta.uid() != 0 {
            bail!("{} is not ours; remove it", folder.display());
        }
        fs::set_permissions(&folder, Permissions::from_mode(0o755))?;
        Ok(folder)
    }

    fn not_ours(&self) -> String {
        format!("cannot write {} (was it made by another user?)", self.data().display())
    }
}

/// Creates a folder that only we can enter.
pub fn private_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create {}", path.display()))?;
    fs::set_permissions(path, Permissions::from_mode(0o700))?;
    Ok(())
}

/// Removes a file or a folder with all below it; nothing there is fine.
pub fn remove(path: &Path) -> Result<()> {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    let removed = if meta.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}
