//! A worker is killed in the middle of a job; the job is finished elsewhere, and its effect is there once.

use super::{catalogue::Catalogue, client::Client, executions, manifest::Cv, report::Report};
use crate::{
    process::sys::{SIGCONT, SIGKILL, SIGSTOP, send},
    stack::Worker,
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::time::{Duration, Instant};

/// A dead worker's work starts elsewhere within this time.
const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(15);
/// How often a job that was too quick to be interrupted is given again.
const TRIES: usize = 10;
/// How long one job may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A job whose worker was killed.
struct Interrupted<'a> {
    execution_id: String,
    worker: &'a Worker,
    killed: Instant,
}

/// Kills and reports.
pub fn prove(admin: &Client, cvs: &[Cv], catalogue: &Catalogue, workers: &[Worker], report: &mut Report) -> Result<()> {
    let cv = cvs
        .iter()
        .find(|cv| cv.is_long)
        .context("the manifest marks no CV as long")?;
    let consultant = catalogue.consultant(&cv.consultant)?["id"]
        .as_i64()
        .context("a consultant has an id")?;
    let victim = interrupt(admin, cv, consultant, workers)?;
    let seen = format!(
        "SIGKILL to {} (process {}) while it was running",
        victim.worker.name, victim.worker.pid
    );
    report.check("worker killed", &seen, true);

    let mine = |execution: &Value| worker_of(execution, workers).is_some_and(|other| other.pid == victim.worker.pid);
    let id = &victim.execution_id;
    let taken = executions::wait_until(admin, id, PATIENCE, |now| {
        executions::is_finished(now) || is_running(now) && !mine(now)
    })?;
    let after = victim.killed.elapsed();
    let seen = format!(
        "{:.1} s after the kill, by {}",
        after.as_secs_f64(),
        taken["worker"].as_str().unwrap_or("nobody")
    );
    report.check(
        "job taken over within 15 s",
        &seen,
        after <= TAKEN_OVER_WITHIN && !mine(&taken),
    );

    let end = executions::wait_until(admin, id, PATIENCE, executions::is_finished)?;
    let seen = format!(
        "{} in attempt {}",
        end["status"].as_str().unwrap_or_default(),
        end["attempt"]
    );
    report.check(
        "job finished elsewhere",
        &seen,
        end["status"] == "success" && end["attempt"] == 2,
    );

    let resume = end["subject"]["id"]
        .as_i64()
        .context("the execution's subject is its resume")?;
    let analyses = admin.list(&format!("/resumes/{resume}/analyses"))?;
    let ours = analyses
        .iter()
        .filter(|analysis| analysis["execution_id"] == id.as_str())
        .count();
    let seen = format!("{} of it, {} of the resume", ours, analyses.len());
    report.check("exactly one analysis", &seen, ours == 1 && analyses.len() == 1);
    Ok(())
}

/// Uploads the long CV, freezes the worker that runs it, makes sure that the job is unfinished, and kills.
fn interrupt<'a>(admin: &Client, cv: &Cv, consultant: i64, workers: &'a [Worker]) -> Result<Interrupted<'a>> {
    for number in 1..=TRIES {
        // A file that was analysed before is answered from what is stored: make it another file. Bytes after the
        // end of a PDF are ignored.
        let bytes = [&cv.bytes, format!("\n% copy {number}\n").as_bytes()].concat();
        let answer = admin.upload(&format!("/consultants/{consultant}/cv?apply=true"), &cv.file, &bytes)?;
        let execution_id = executions::id(&answer.body)?;
        let now = executions::wait_until(admin, &execution_id, PATIENCE, |now| {
            is_running(now) || executions::is_finished(now)
        })?;
        let Some(worker) = worker_of(&now, workers).filter(|_| is_running(&now)) else {
            continue;
        };
        send(worker.pid, SIGSTOP);
        if is_running(&executions::get(admin, &execution_id)?) {
            send(worker.pid, SIGKILL);
            return Ok(Interrupted {
                execution_id,
                worker,
                killed: Instant::now(),
            });
        }
        send(worker.pid, SIGCONT);
    }
    bail!("{} was analysed too quickly to be interrupted, {TRIES} times", cv.file)
}

fn is_running(execution: &Value) -> bool {
    execution["status"] == "running"
}

/// Whose it is: executions name their worker `{name}-{process}-{boot}`.
fn worker_of<'a>(execution: &Value, workers: &'a [Worker]) -> Option<&'a Worker> {
    let name = execution["worker"].as_str()?;
    workers
        .iter()
        .find(|worker| name.starts_with(&format!("{}-{}-", worker.name, worker.pid)))
}
