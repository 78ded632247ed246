//! Clients that are generated from `api/openapi.json` do the main job against the running api: TypeScript types under `tsc --strict`, a Python
//! package under `mypy --strict`. What a description says in a way that no generator can use is found here, not by those who build on it.

use crate::{
    fetch::{npm, pip},
    layout::{Layout, Purpose, remove},
    process::{Group, OneShot, on_path},
    services::Services,
    stack::{self, Environment, Profile, Stack},
};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const PYTHON_GENERATOR: &str = "openapi-python-client==0.29.1";
const PYTHON_TYPES: &str = "mypy==2.4.1";
/// Name of the generated package, as `flow.py` imports it.
const PYTHON_PACKAGE: &str = "talentmatch_client";
/// The programs, a folder a language; the versions of TypeScript's part are in its `package-lock.json`.
const PROGRAMS: &str = "api/tests/clients";
/// Who does the job.
const EMAIL: &str = "manager.alpha@demo.example";

/// Runs the job in both languages and fails when either did; a language is skipped where its tools are not to be had.
pub fn run(layout: &Layout) -> Result<()> {
    let modules = npm::modules(layout, "typescript-client", &program(layout, "typescript"))?;
    if modules.is_none() {
        println!("  skipped: TypeScript (npm or node is not installed, or the registry does not answer)");
    }
    let library = library(layout)?;
    if library.is_none() {
        println!("  skipped: Python (pip or python3 is not installed, or PyPI does not answer)");
    }
    if modules.is_none() && library.is_none() {
        return Ok(());
    }
    Profile::Debug.build(layout)?;
    let mut group = Group::default();
    let services = Services::start(layout, Purpose::Bench, &mut group)?;
    let environment = Environment::new(layout, Purpose::Bench, &services)?;
    stack::migrate(layout, Profile::Debug, Purpose::Bench, &environment, true)?;
    let stack = Stack::start(layout, Purpose::Bench, Profile::Debug, &environment, 1, &mut group)?;
    let session = Session {
        layout,
        api_url: &stack.api_url,
        password: &environment.demo_password,
    };
    let mut outcome = Ok(());
    if let Some(modules) = modules {
        outcome = session.typescript(&modules);
    }
    if let Some(library) = library {
        outcome = outcome.and(session.python(&library));
    }
    group.stop_all();
    outcome
}

struct Session<'a> {
    layout: &'a Layout,
    api_url: &'a str,
    password: &'a str,
}

impl Session<'_> {
    fn typescript(&self, modules: &Path) -> Result<()> {
        println!("  a generated client in TypeScript");
        let folder = self.workplace("typescript")?;
        // Node looks for modules in the folders above a program, and only there.
        std::os::unix::fs::symlink(modules, folder.join("node_modules"))?;
        let node = || -> Result<Command> {
            let mut command = Command::new(on_path("node").context("node")?);
            command.current_dir(&folder);
            Ok(command)
        };
        let mut generate = node()?;
        generate.arg("generate.mjs").arg(self.description());
        OneShot::new("openapi-typescript", generate).shown_ok()?;
        let mut compile = node()?;
        compile.args(["node_modules/typescript/bin/tsc", "--strict", "--project", "."]);
        OneShot::new("tsc --strict", compile).shown_ok()?;
        self.act("flow.ts", node()?, "built/flow.js")
    }

    fn python(&self, library: &Path) -> Result<()> {
        println!("  a generated client in Python");
        let folder = self.workplace("python")?;
        let path = env::join_paths([library, &folder])?;
        let python = || -> Result<Command> {
            let mut command = Command::new(on_path("python3").context("python3")?);
            command.current_dir(&folder).env("PYTHONPATH", &path);
            Ok(command)
        };
        let mut generate = python()?;
        generate
            .args(["-m", "openapi_python_client", "generate", "--fail-on-warning"])
            .args(["--meta", "none", "--config", "generator.yml"])
            .args(["--output-path", PYTHON_PACKAGE, "--path"])
            .arg(self.description());
        OneShot::new("openapi-python-client", generate).shown_ok()?;
        let mut check = python()?;
        check.args(["-m", "mypy", "--strict", "-p", PYTHON_PACKAGE, "-m", "flow"]);
        OneShot::new("mypy --strict", check).shown_ok()?;
        self.act("flow.py", python()?, "flow.py")
    }

    /// Runs a program that was checked.
    fn act(&self, what: &str, mut command: Command, program: &str) -> Result<()> {
        command
            .arg(program)
            .env("API_URL", self.api_url)
            .env("EMAIL", EMAIL)
            .env("PASSWORD", self.password)
            .env("CV", self.layout.root.join(PROGRAMS).join("cv.txt"));
        OneShot::new(what, command).shown_ok()
    }

    fn description(&self) -> PathBuf {
        self.layout.root.join("api/openapi.json")
    }

    /// A new folder with the programs of a language: what is generated is never in the sources.
    fn workplace(&self, language: &str) -> Result<PathBuf> {
        let folder = self.layout.data().join("clients").join(language);
        remove(&folder)?;
        fs::create_dir_all(&folder)?;
        for entry in fs::read_dir(program(self.layout, language))? {
            let file = entry?;
            if file.file_type()?.is_file() {
                fs::copy(file.path(), folder.join(file.file_name()))?;
            }
        }
        Ok(folder)
    }
}

fn program(layout: &Layout, language: &str) -> PathBuf {
    layout.root.join(PROGRAMS).join(language)
}

fn library(layout: &Layout) -> Result<Option<PathBuf>> {
    let pinned = [PYTHON_GENERATOR, PYTHON_TYPES];
    pip::library(layout, &pinned.join("-").replace("==", "-"), &pinned)
}
