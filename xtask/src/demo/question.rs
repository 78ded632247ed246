//! The search is asked a question.

use super::{client::Client, report::Report};
use anyhow::{Result, bail};
use serde_json::{Value, json};

/// What is asked: words of a CV's content, none of a title.
const QUESTION: &str = "Qui a déjà migré une application vers Kubernetes dans un environnement bancaire ?";

/// Asks and prints the sources.
pub fn ask(admin: &Client, report: &mut Report) -> Result<()> {
    let answer = admin.post("/rag/query", &json!({"query": QUESTION, "limit": 5}))?;
    if answer.status != 200 {
        bail!("/rag/query answered {}: {}", answer.status, answer.body);
    }
    let results = answer.body["results"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mode = answer.body["mode"].as_str().unwrap_or("no mode");
    report.note(QUESTION);
    let seen = format!("{} sources, {mode}, {} ms", results.len(), answer.body["latency_ms"]);
    let complete = |result: &Value| result["content"].is_string() && result["score"].is_number();
    report.check(
        "answered with sources",
        &seen,
        !results.is_empty() && results.iter().all(complete),
    );
    for (number, result) in results.iter().enumerate() {
        report.note(&source(number + 1, result));
    }
    Ok(())
}

fn source(number: usize, result: &Value) -> String {
    let content = result["content"].as_str().unwrap_or_default();
    let words: Vec<&str> = content.split_whitespace().collect();
    let excerpt: String = words.join(" ").chars().take(72).collect();
    let title: String = result["title"].as_str().unwrap_or_default().chars().take(36).collect();
    let page = result["page"]
        .as_i64()
        .map_or(String::new(), |page| format!(" p. {page}"));
    format!(
        "[{number}] {:.4}  {title}{page}: {excerpt}…",
        result["score"].as_f64().unwrap_or_default()
    )
}
