//! `seeds/cvs/manifest.json`: whose the CVs are and what must be found in them.

use anyhow::{Context, Result};
use serde_json::Value;
use std::{fs, path::Path};

/// One CV of the demo.
pub struct Cv {
    /// File name.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// First and last name of the consultant.
    pub consultant: String,
    /// File format, language and the program that made it, for the report.
    pub nature: String,
    /// Skills that must be found.
    pub skills: Vec<String>,
    /// The name that must be found.
    pub full_name: String,
    /// Many pages: analysing it takes long enough to be interrupted.
    pub is_long: bool,
}

/// Reads the manifest and the files it names.
pub fn read(folder: &Path) -> Result<Vec<Cv>> {
    let file = folder.join("manifest.json");
    let text = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let entries: Vec<Value> = serde_json::from_slice(&text)?;
    entries
        .iter()
        .map(|entry| cv(folder, entry).with_context(|| format!("in the manifest: {entry}")))
        .collect()
}

fn cv(folder: &Path, entry: &Value) -> Result<Cv> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let file = text(&entry["file"]).context("no file")?;
    let skills = entry["expect"]["skills"].as_array().context("no skills")?;
    let parts = ["format", "language", "producer"];
    Ok(Cv {
        bytes: fs::read(folder.join(&file)).with_context(|| file.clone())?,
        consultant: text(&entry["consultant"]).context("no consultant")?,
        nature: parts
            .iter()
            .filter_map(|part| entry[part].as_str())
            .collect::<Vec<_>>()
            .join(" "),
        skills: skills.iter().filter_map(text).collect(),
        full_name: text(&entry["expect"]["full_name"]).context("no full_name")?,
        is_long: entry.get("long").is_some_and(|long| *long != Value::Bool(false)),
        file,
    })
}
