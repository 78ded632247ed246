//! CVs go in: upload, event stream, what was read, what the consultant gained.

use super::{catalogue::Catalogue, client::Client, executions, manifest::Cv, report::Report};
use anyhow::{Context, Result};
use serde_json::Value;
use std::time::Duration;

/// How long the follow-up work of all CVs may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A CV that was accepted.
struct Accepted<'a> {
    cv: &'a Cv,
    consultant_id: i64,
    execution_id: String,
    before: &'a Value,
}

/// What the later steps need of this one.
pub struct TakenIn {
    /// A consultant and the resume that was made for him, by the name of his file.
    pub resumes: Vec<(String, i64)>,
}

/// Uploads every CV, then follows each to its end.
pub fn take_in(admin: &Client, cvs: &[Cv], catalogue: &Catalogue, report: &mut Report) -> Result<TakenIn> {
    let mut accepted = Vec::new();
    for cv in cvs {
        accepted.push(upload(admin, cv, catalogue)?);
    }
    report.check(
        "uploads accepted, each with its execution",
        &accepted.len().to_string(),
        accepted.len() >= 8,
    );
    let mut resumes = Vec::new();
    for one in &accepted {
        resumes.push((one.cv.file.clone(), follow(admin, one, report)?));
    }
    follow_ups(admin, accepted.len(), report)?;
    Ok(TakenIn { resumes })
}

fn upload<'a>(admin: &Client, cv: &'a Cv, catalogue: &'a Catalogue) -> Result<Accepted<'a>> {
    let before = catalogue.consultant(&cv.consultant)?;
    let consultant_id = before["id"].as_i64().context("a consultant has an id")?;
    let answer = admin.upload(
        &format!("/consultants/{consultant_id}/cv?apply=true"),
        &cv.file,
        &cv.bytes,
    )?;
    let execution_id =
        executions::id(&answer.body).with_context(|| format!("{} answered {}", cv.file, answer.status))?;
    let location = answer.location.unwrap_or_default();
    anyhow::ensure!(answer.status == 202, "{} answered {}", cv.file, answer.status);
    anyhow::ensure!(
        location.ends_with(&format!("/executions/{execution_id}")),
        "Location is {location}"
    );
    Ok(Accepted {
        cv,
        consultant_id,
        execution_id,
        before,
    })
}

/// One line of the report a CV; returns the resume's id.
fn follow(admin: &Client, one: &Accepted, report: &mut Report) -> Result<i64> {
    let statuses = executions::follow(admin, &one.execution_id)?;
    let succeeded = statuses.last().is_some_and(|status| status == "success");
    let resumes = admin
        .get_ok(&format!("/consultants/{}/resumes", one.consultant_id))?
        .body;
    let resume = resumes
        .get(0)
        .with_context(|| format!("{} made no resume", one.cv.file))?;
    let found = names(&resume["parsed_data"]["skills"]);
    let missing: Vec<&str> = one
        .cv
        .skills
        .iter()
        .filter(|skill| !found.contains(skill))
        .map(String::as_str)
        .collect();
    let named = resume["parsed_data"]["personal"]["full_name"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let after = admin.get_ok(&format!("/consultants/{}", one.consultant_id))?.body;
    let filled = newly_filled(one.before, &after);
    // A name is read as it is printed, which may be in capitals.
    let same_name = named.to_lowercase() == one.cv.full_name.to_lowercase();
    let gained = names(&after["skills"]);
    let applied = one.cv.skills.iter().all(|skill| gained.contains(skill));
    let mut seen = format!(
        "{}: {} skills, {filled} fields filled, {}",
        one.cv.nature,
        gained.len(),
        statuses.join(" > ")
    );
    if !missing.is_empty() {
        seen.push_str(&format!("; not found: {}", missing.join(", ")));
    }
    if !same_name {
        seen.push_str(&format!("; read the name {named:?}"));
    }
    let holds = succeeded && missing.is_empty() && applied && filled > 0 && same_name;
    report.check(&one.cv.file, &seen, holds);
    resume["id"].as_i64().context("a resume has an id")
}

/// Fields of the consultant that were empty and are not any more.
fn newly_filled(before: &Value, after: &Value) -> usize {
    let Some(fields) = after.as_object() else { return 0 };
    let is_new = |(name, value): &(&String, &Value)| !value.is_null() && before[name.as_str()].is_null();
    fields
        .iter()
        .filter(is_new)
        .filter(|(name, _)| *name != "updated_at")
        .count()
}

/// Names in a list of skills.
fn names(skills: &Value) -> Vec<String> {
    let rows = skills.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .filter_map(|skill| skill["name"].as_str().map(str::to_owned))
        .collect()
}

/// What a finished analysis sets going: the text is indexed, the consultant is matched.
fn follow_ups(admin: &Client, cvs: usize, report: &mut Report) -> Result<()> {
    let all = executions::wait_for_all(admin, PATIENCE)?;
    for (kind, claim) in [
        ("index_document", "texts chunked, embedded, stored"),
        ("match_generation", "consultants matched"),
    ] {
        let of_kind: Vec<&Value> = all.iter().filter(|execution| execution["kind"] == kind).collect();
        let good = of_kind
            .iter()
            .filter(|execution| execution["status"] == "success")
            .count();
        let seen = format!("{good} of {} executions {kind} succeeded", of_kind.len());
        report.check(claim, &seen, good == of_kind.len() && good >= cvs);
    }
    Ok(())
}
