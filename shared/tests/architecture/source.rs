//! The tree on disk.

use super::{
    layers::{Layers, layers},
    paths::{Named, named},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold our own code, and none that is generated or fetched.
const FOLDERS: [&str; 8] = [
    "api",
    "bench",
    "docs",
    "migrations",
    "seeds",
    "shared",
    "worker",
    "xtask",
];

/// Our programs and libraries: where their code lies, and their name in it.
const CRATES: [(&str, &str); 4] = [
    ("shared/src/", "shared"),
    ("shared/cv-engine/src/", "cv_engine"),
    ("api/src/", "api"),
    ("worker/src/", "worker"),
];

/// A file.
#[derive(Debug)]
pub struct Source {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// As it is.
    pub text: String,
    /// Rust code taken apart; empty for other files.
    pub layers: Layers,
}

impl Source {
    /// A file that may exist only in a test.
    pub fn new(path: &str, text: &str) -> Self {
        let rust = Path::new(path).extension().is_some_and(|e| e == "rs");
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            layers: layers(if rust { text } else { "" }),
        }
    }

    /// True for Rust that ends up in one of the binaries.
    pub fn is_product(&self) -> bool {
        CRATES.iter().any(|(folder, _)| self.path.starts_with(folder)) && self.path.ends_with(".rs") && !self.is_test()
    }

    /// True for a file that is only compiled for tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Its module's path: `shared/src/jobs/store/claim.rs` is `shared::jobs::store::claim`.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.trim_end_matches(".rs");
        let inside = CRATES
            .iter()
            .find_map(|(folder, name)| Some((*name, path.strip_prefix(folder)?)));
        let mut module: Vec<String> = match inside {
            Some((name, path)) => [name].into_iter().chain(path.split('/')).map(str::to_owned).collect(),
            None => path.split('/').map(str::to_owned).collect(),
        };
        if module
            .last()
            .is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str()))
        {
            module.pop();
        }
        module
    }

    /// Every path it names, those of our own crates from their root on.
    pub fn named(&self) -> Vec<Named> {
        let module = self.module();
        let absolute = |mut n: Named| {
            let mut base = match n.segments[0].as_str() {
                "crate" => module[..1].to_vec(),
                "self" | "super" => module.clone(),
                _ => return n,
            };
            let relative = n
                .segments
                .iter()
                .take_while(|s| ["crate", "self", "super"].contains(&s.as_str()));
            let relative: Vec<String> = relative.cloned().collect();
            for _ in relative.iter().filter(|s| *s == "super") {
                base.pop();
            }
            n.segments.splice(..relative.len(), base);
            n
        };
        named(&self.layers.code)
            .into_iter()
            .filter(|n| !n.segments.is_empty())
            .map(absolute)
            .collect()
    }

    /// The words behind `Owns:` in its documentation, with their line.
    pub fn owns(&self) -> Vec<(usize, String)> {
        let lines = self.text.lines().enumerate();
        let lists = lines.filter_map(|(i, line)| Some((i + 1, line.strip_prefix("//! Owns:")?)));
        lists
            .flat_map(|(line, list)| list.split(',').map(move |name| (line, name.trim().to_owned())))
            .collect()
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file of ours, by path.
pub fn tree() -> Vec<Source> {
    let (root, mut all) = (root(), Vec::new());
    for folder in FOLDERS {
        walk(&root.join(folder), folder, &mut all);
    }
    all.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(all.len() > 100, "the sources were not found from {}", root.display());
    all
}

fn walk(folder: &Path, name: &str, all: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{name}/{file_name}");
        if entry.path().is_dir() {
            if !["target", "__pycache__"].contains(&file_name.as_str()) && !file_name.starts_with('.') {
                walk(&entry.path(), &path, all);
            }
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            all.push(Source::new(&path, &text));
        }
    }
}

#[test]
fn relative_paths_become_absolute() {
    let file = Source::new(
        "shared/src/a/b/mod.rs",
        "use super::c; use self::d; use crate::e; use sqlx::f; use super::super::g;",
    );
    let found: Vec<String> = file.named().iter().map(|n| n.segments.join("::")).collect();
    assert_eq!(
        found,
        ["shared::a::c", "shared::a::b::d", "shared::e", "sqlx::f", "shared::g"]
    );
}
