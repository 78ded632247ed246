//! How what is missing gets here: through the machine's package clients, into `.data/`, never into the system.
//!
//! A thing is fetched into a draft folder and renamed into place at the end, so one that is half done is never
//! taken for done. Each thing has several ways; they are tried in order and each failure is named.

pub mod apt;
pub mod npm;
pub mod pip;

use crate::{layout::remove, lock::Lock, process::go_on};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// One way to get a thing: what it is called in messages, and the function that fills a draft folder.
pub type Way<'a> = (&'a str, &'a dyn Fn(&Draft) -> Result<()>);

/// A folder that becomes the thing's own when it is complete.
pub struct Draft {
    /// Fill this.
    pub folder: PathBuf,
    /// Scratch space that is thrown away.
    pub scratch: PathBuf,
}

impl Draft {
    /// A log file for the command `name`.
    pub fn log(&self, name: &str) -> PathBuf {
        self.scratch.join(format!("{name}.log"))
    }
}

/// Makes `place` with the first way that works; does nothing when it is there.
///
/// # Errors
/// Every way failed; the message names each with its reason and ends with `advice`.
pub fn fetch(place: &Path, what: &str, ways: &[Way], advice: &str) -> Result<()> {
    if place.exists() {
        return Ok(());
    }
    let tools = place.parent().context("a fetched thing lies in a folder")?;
    fs::create_dir_all(tools)?;
    let _lock = Lock::wait(&tools.join("lock"), "fetching")?;
    if place.exists() {
        return Ok(());
    }
    let name = place
        .file_name()
        .context("a fetched thing has a name")?
        .to_string_lossy();
    let mut failures = String::new();
    for (way, fill) in ways {
        println!("  {what}: {way}");
        let draft = Draft {
            folder: tools.join(format!("{name}.draft")),
            scratch: tools.join(format!("{name}.scratch")),
        };
        for folder in [&draft.folder, &draft.scratch] {
            remove(folder)?;
            fs::create_dir_all(folder)?;
        }
        let result = fill(&draft);
        if result.is_ok() {
            fs::rename(&draft.folder, place)?;
        }
        remove(&draft.folder)?;
        remove(&draft.scratch)?;
        go_on()?;
        match result {
            Ok(()) => return Ok(()),
            Err(error) => {
                println!("    did not work: {error:#}");
                failures.push_str(&format!("\n    {way}: {error:#}"));
            }
        }
    }
    bail!("{what}: no way worked.{failures}\n  {advice}")
}

/// The only entry of `folder` whose name fits, looked for below it at any depth.
pub fn find_below(folder: &Path, fits: &dyn Fn(&str) -> bool) -> Option<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let named = entries
        .iter()
        .find(|path| path.file_name().is_some_and(|name| fits(&name.to_string_lossy())));
    let below = || {
        entries
            .iter()
            .filter(|path| path.is_dir() && !path.is_symlink())
            .find_map(|dir| find_below(dir, fits))
    };
    named.cloned().or_else(below)
}

#[cfg(test)]
mod tests {
    use super::{Draft, fetch};
    use anyhow::{Result, bail};
    use std::{fs, path::PathBuf};

    fn place() -> PathBuf {
        let name = crate::secrets::random_hex(8).expect("random");
        std::env::temp_dir().join(format!("fetch-test-{name}")).join("thing")
    }

    fn half(draft: &Draft) -> Result<()> {
        fs::write(draft.folder.join("part"), "half")?;
        bail!("the line went dead")
    }

    fn whole(draft: &Draft) -> Result<()> {
        fs::write(draft.folder.join("part"), "whole")?;
        Ok(())
    }

    #[test]
    fn the_first_way_that_works_is_taken_and_half_done_work_is_gone() {
        let place = place();
        fetch(&place, "thing", &[("badly", &half), ("well", &whole)], "").expect("the second way works");
        assert_eq!(fs::read_to_string(place.join("part")).expect("it is there"), "whole");
        let tools = place.parent().expect("a folder");
        let left: Vec<_> = fs::read_dir(tools)
            .expect("readable")
            .flatten()
            .map(|entry| entry.file_name())
            .collect();
        assert_eq!(left.len(), 2, "the thing and the lock: {left:?}");
        fs::remove_dir_all(tools).expect("removed");
    }

    #[test]
    fn when_no_way_works_every_reason_is_named_and_nothing_is_taken_for_done() {
        let place = place();
        let nothing = |_: &Draft| -> Result<()> { bail!("no client") };
        let error = fetch(
            &place,
            "thing",
            &[("badly", &half), ("not at all", &nothing)],
            "Buy one.",
        )
        .expect_err("no way");
        let text = error.to_string();
        for part in ["badly: the line went dead", "not at all: no client", "Buy one."] {
            assert!(text.contains(part), "{part} is missing in {text}");
        }
        assert!(!place.exists());
        fs::remove_dir_all(place.parent().expect("a folder")).expect("removed");
    }
}
