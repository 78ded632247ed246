//! The main job, done over HTTP as a user's program would, and a report of what it proved.
//!
//! It runs on a thread of its own: the main thread keeps watch over the processes and over Ctrl-C.

mod bad_input;
mod catalogue;
pub mod client;
mod crash;
mod executions;
mod intake;
mod manifest;
mod matching;
mod question;
mod report;
mod sse;

use crate::stack::{ADMIN_EMAIL, Worker};
use anyhow::Result;
use client::Client;
use report::Report;
use std::path::PathBuf;

/// What the demo works with.
pub struct Scene {
    /// Base URL of api.
    pub api_url: String,
    /// Password of every seeded user.
    pub password: String,
    /// Folder of the demo's CVs and their manifest.
    pub cvs: PathBuf,
    /// The running workers, one of which will be killed.
    pub workers: Vec<Worker>,
}

/// Does the main job and returns whether every check held.
///
/// # Errors
/// A step could not be done at all, so that those after it make no sense.
pub fn perform(scene: &Scene) -> Result<bool> {
    let mut report = Report::new();
    let admin = Client::log_in(&scene.api_url, ADMIN_EMAIL, &scene.password)?;
    let cvs = manifest::read(&scene.cvs)?;

    report.section("What is there");
    let catalogue = catalogue::show(&admin, &mut report)?;

    report.section("CVs go in");
    let taken_in = intake::take_in(&admin, &cvs, &catalogue, &mut report)?;

    report.section("Ranked and explained matches come out");
    matching::show(&admin, &catalogue, &mut report)?;

    report.section("A worker is killed in the middle of a job");
    crash::prove(&admin, &cvs, &catalogue, &scene.workers, &mut report)?;

    report.section("Bad input");
    bad_input::show(scene, &admin, &cvs, &catalogue, &taken_in, &mut report)?;

    report.section("A question");
    question::ask(&admin, &mut report)?;
    Ok(report.finish())
}
