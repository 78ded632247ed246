//! The extensions that the migrations create, and whether an installation has them.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Names of the extensions.
pub const NEEDED: [&str; 4] = ["vector", "btree_gist", "pg_trgm", "unaccent"];

/// Which of [`NEEDED`] the installation with its programs in `bin` lacks.
pub fn missing(bin: &Path, major: u32) -> Vec<&'static str> {
    let folders = extension_folders(bin, major);
    let has = |name: &str| {
        folders
            .iter()
            .any(|folder| folder.join(format!("{name}.control")).is_file())
    };
    NEEDED.into_iter().filter(|name| !has(name)).collect()
}

/// Where such an installation may keep its control files: as it says itself, else where distributions put them.
fn extension_folders(bin: &Path, major: u32) -> Vec<PathBuf> {
    let said = Command::new(bin.join("pg_config")).arg("--sharedir").output();
    if let Ok(out) = said
        && out.status.success()
    {
        return vec![PathBuf::from(String::from_utf8_lossy(&out.stdout).trim()).join("extension")];
    }
    let base = bin.parent().unwrap_or(bin);
    vec![
        base.join("share/postgresql/extension"),
        base.join("share/extension"),
        base.join(format!("../../../share/postgresql/{major}/extension")),
    ]
}
