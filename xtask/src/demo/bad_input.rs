//! Bad input is answered with a name, never with a crash or an invented profile.

use super::{
    Scene,
    catalogue::Catalogue,
    client::{Answer, Client},
    executions,
    intake::TakenIn,
    manifest::Cv,
    report::Report,
};
use anyhow::{Context, Result};
use std::time::Duration;

/// Shows some; the tests know many more.
pub fn show(
    scene: &Scene,
    admin: &Client,
    cvs: &[Cv],
    catalogue: &Catalogue,
    taken_in: &TakenIn,
    report: &mut Report,
) -> Result<()> {
    let pdf = cvs
        .iter()
        .find(|cv| cv.file.ends_with(".pdf") && !cv.is_long)
        .context("the demo has a PDF")?;
    let consultant = catalogue.consultant(&pdf.consultant)?["id"]
        .as_i64()
        .context("a consultant has an id")?;
    let upload = format!("/consultants/{consultant}/cv?apply=true");

    let empty = admin.upload(&upload, "empty.pdf", b"")?;
    let holds = is_problem(&empty) && (400..500).contains(&empty.status) && empty.body["code"] == "cv_empty";
    report.check("an empty file", &told(&empty), holds);

    let cut = admin.upload(&upload, "cut-off.pdf", &pdf.bytes[..pdf.bytes.len() / 3])?;
    let (seen, code) = fate(admin, &cut)?;
    report.check("a PDF that was cut off", &seen, code.starts_with("cv_"));

    // The first CV belongs to one IT-services company; a client sees nobody who was not proposed to it.
    let client = Client::log_in(&scene.api_url, "client.gamma@demo.example", &scene.password)?;
    let hidden = client.get(&format!("/consultants/{consultant}"))?;
    report.check(
        "another company's consultant",
        &told(&hidden),
        hidden.status == 404 && is_problem(&hidden),
    );

    let owner = catalogue.consultant(&pdf.consultant)?["company_id"].clone();
    let mut stranger = Client::log_in(&scene.api_url, "manager.beta@demo.example", &scene.password)?;
    if stranger.get_ok("/auth/me")?.body["company_id"] == owner {
        stranger = Client::log_in(&scene.api_url, "manager.alpha@demo.example", &scene.password)?;
    }
    let (_, resume) = taken_in
        .resumes
        .iter()
        .find(|(file, _)| *file == pdf.file)
        .context("it was taken in")?;
    let hidden = stranger.get(&format!("/resumes/{resume}"))?;
    report.check(
        "another company's CV",
        &told(&hidden),
        hidden.status == 404 && is_problem(&hidden),
    );
    Ok(())
}

/// What became of an upload: refused at once, or accepted and ended in error. The second is its stable code.
fn fate(admin: &Client, answer: &Answer) -> Result<(String, String)> {
    if answer.status != 202 {
        return Ok((
            told(answer),
            answer.body["code"].as_str().unwrap_or_default().to_owned(),
        ));
    }
    let id = executions::id(&answer.body)?;
    let end = executions::wait_until(admin, &id, Duration::from_secs(60), executions::is_finished)?;
    let code = end["error_code"].as_str().unwrap_or_default().to_owned();
    Ok((
        format!("202, then {} {code}", end["status"].as_str().unwrap_or_default()),
        code,
    ))
}

fn is_problem(answer: &Answer) -> bool {
    answer.media_type.starts_with("application/problem+json") && answer.body["status"] == answer.status
}

fn told(answer: &Answer) -> String {
    format!(
        "{} {}",
        answer.status,
        answer.body["code"].as_str().unwrap_or("without a code")
    )
}
