//! Matches of the open tenders, and that their explanations add up.

use super::{catalogue::Catalogue, client::Client, report::Report};
use anyhow::{Context, Result};
use serde_json::Value;

/// How far the sum of contributions may be from the score: what adding a few doubles can lose.
const TOLERANCE: f64 = 1e-9;
/// How many tenders' best matches are shown.
const SHOWN: usize = 4;

/// Checks every match of every open tender.
pub fn show(admin: &Client, catalogue: &Catalogue, report: &mut Report) -> Result<()> {
    let (mut matches, mut largest_gap, mut ordered, mut with_matches) = (0_usize, 0.0_f64, true, 0_usize);
    let mut best = Vec::new();
    for tender in &catalogue.open_tenders {
        let rows = admin.list(&format!("/tenders/{}/matches", tender["id"]))?;
        let scores: Vec<f64> = rows.iter().filter_map(|row| row["score"].as_f64()).collect();
        ordered &= scores.len() == rows.len() && scores.is_sorted_by(|a, b| a >= b);
        for (at, row) in rows.iter().enumerate() {
            let explanation = explanation(admin, row)?;
            largest_gap = largest_gap.max((explanation.sum - explanation.score).abs());
            if at == 0 {
                best.push((explanation.score, line(tender, row, &explanation)));
            }
        }
        matches += rows.len();
        with_matches += usize::from(!rows.is_empty());
    }
    let seen = format!(
        "{matches} for {with_matches} of {} open tenders",
        catalogue.open_tenders.len()
    );
    report.check("matches, best first", &seen, ordered && with_matches > 0);
    let seen = format!("largest difference {largest_gap:.1e} over {matches} explanations");
    report.check(
        "contributions add up to the score",
        &seen,
        matches > 0 && largest_gap <= TOLERANCE,
    );
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, line) in best.iter().take(SHOWN) {
        report.note(line);
    }
    Ok(())
}

struct Explanation {
    score: f64,
    sum: f64,
    /// Criterion and contribution, largest first.
    parts: Vec<(String, f64)>,
}

fn explanation(admin: &Client, row: &Value) -> Result<Explanation> {
    let body = admin.get_ok(&format!("/matches/{}/explanation", row["id"]))?.body;
    let score = row["score"].as_f64().context("a match has a score")?;
    let criteria = body["criteria"].as_array().context("an explanation has criteria")?;
    let mut parts = Vec::new();
    for criterion in criteria {
        let name = criterion["name"].as_str().context("a criterion has a name")?;
        parts.push((
            name.to_owned(),
            criterion["contribution"]
                .as_f64()
                .context("a criterion has a contribution")?,
        ));
    }
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    Ok(Explanation {
        score,
        sum: parts.iter().map(|part| part.1).sum(),
        parts,
    })
}

fn line(tender: &Value, row: &Value, explanation: &Explanation) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let who = format!(
        "{} {}",
        text(&row["consultant"]["first_name"]),
        text(&row["consultant"]["last_name"])
    );
    let parts: Vec<String> = explanation
        .parts
        .iter()
        .map(|(name, value)| format!("{name} {value:.3}"))
        .collect();
    let title: String = text(&tender["title"]).chars().take(34).collect();
    format!(
        "{:.3}  {who:<18} {title:<34} = {}",
        explanation.score,
        parts.join(" + ")
    )
}
