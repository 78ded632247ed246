//! Every operation of openapi.json x every role x whose company: the status is the one of `permissions.txt`, and nobody reads what is
//! not for it. An operation without a line there fails, and so does a line without an operation.

use crate::{
    planted::{Caller, MARK, callers, plant, request},
    world::World,
};
use reqwest::{Method, StatusCode, header::HeaderMap};
use serde_json::Value;
use std::{collections::BTreeMap, fmt::Write};

const TABLE: &str = include_str!("permissions.txt");

/// `operation  caller=status ...`, one line an operation.
pub fn table() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entry = |line: &'static str| {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap();
        (name, words.map(|word| word.split_once('=').unwrap()).collect())
    };
    lines.map(entry).collect()
}

/// An operation's line. PATCH does what PUT does, for the same callers: its line is PUT's, and it has none of its own.
fn line_of<'t, T>(table: &'t BTreeMap<&str, T>, operation: &str) -> Option<&'t T> {
    match operation.strip_prefix("patch_") {
        Some(noun) => ["put", "update", "set"]
            .iter()
            .find_map(|verb| table.get(format!("{verb}_{noun}").as_str())),
        None => table.get(operation),
    }
}

/// The status that the line says of a caller: by its name, by its role, or for all others.
pub fn expected<'a>(line: &BTreeMap<&'static str, &'a str>, caller: &str) -> Option<&'a str> {
    let role = caller.split('-').next().unwrap();
    [caller, role, "others"].iter().find_map(|key| line.get(key).copied())
}

/// Operations that write no line, or none in their caller's name, and why.
const UNAUDITED: [(&str, &str); 14] = [
    ("ping", "asks whether the workers live; the execution says who asked"),
    ("drill", "an exercise; the execution says who ordered it"),
    ("register", "the line's author is the new user"),
    ("sign_up_candidate", "the line's author is the new user"),
    ("verify_matricule", "changes nothing"),
    (
        "forgot_password",
        "nobody is logged in; new_password.rs sees the line of nobody's",
    ),
    ("find_matches_for_consultant", "stores nothing"),
    ("find_matches_for_tender", "stores nothing"),
    ("preview_scoring_profile", "stores nothing"),
    (
        "bulk_executions",
        "here finds nothing to act on; audit.rs lets it find something",
    ),
    ("query_documents", "here finds no CV; audit.rs lets it find one"),
    (
        "unarchive_company",
        "here nothing is archived; audit.rs brings one back",
    ),
    (
        "unarchive_consultant",
        "here nothing is archived; audit.rs brings one back",
    ),
    ("unarchive_tender", "here nothing is archived; audit.rs brings one back"),
];
/// Reads of CVs, which are in the log as writes are.
const CV_READS: [&str; 6] = [
    "download_cv",
    "list_consultant_resumes",
    "get_resume",
    "list_resume_analyses",
    "download_resume",
    "get_cv_results",
];
/// Writes that succeed for nobody here: audit.rs lets them succeed.
const ELSEWHERE: [&str; 17] = [
    "change_password",
    "delete_company",
    "delete_consultant",
    "delete_match",
    "delete_tender",
    "end_partnership",
    "log_in",
    "patch_limit",
    "patch_schedule",
    "propose_match",
    "refresh",
    "reset_password",
    "retry_execution",
    "revoke_session",
    "run_schedule",
    "set_limit",
    "set_schedule",
];

/// Lines of the audit log by who wrote them.
async fn lines_by_author(world: &World) -> BTreeMap<String, i64> {
    let sql = "SELECT u.email, count(*) FROM audit_log a JOIN users u ON u.id = a.actor_id GROUP BY u.email";
    world.db.counts(sql).await
}

/// What an operation answered to a caller.
struct Told {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

/// Of a stranger's answer: nothing of alpha's rows, not even how many there are.
fn leaks_nothing(name: &str, caller: &Caller, is_read: bool, told: &Told) {
    assert!(
        !told.text.contains(MARK),
        "{name} tells {} of alpha's rows: {}",
        caller.name,
        told.text
    );
    let counts_own_only = !["list_companies", "list_skills", "list_users", "list_sessions"].contains(&name);
    if let (true, Some(total)) = (counts_own_only && is_read, told.headers.get("x-total-count")) {
        assert_eq!(total, "0", "{name} counts alpha's rows for {}", caller.name);
    }
}

/// Notes where a real answer and the documentation's example of it have other fields or types; 1 where there were both.
fn like_its_example(name: &str, example: &Value, told: &str, unlike: &mut Vec<String>) -> usize {
    let Ok(real) = serde_json::from_str::<Value>(told) else {
        return 0;
    };
    compare(name, example, &real, unlike);
    1
}

fn compare(at: &str, example: &Value, real: &Value, unlike: &mut Vec<String>) {
    match (example, real) {
        // What a job takes or leaves is its own.
        (Value::Null, _) => {}
        // Any of the criteria may be weighed.
        _ if at.ends_with("/weights") => {}
        (_, Value::Null)
        | (Value::Bool(_), Value::Bool(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::String(_), Value::String(_)) => {}
        (Value::Array(examples), Value::Array(reals)) => {
            if let (Some(example), Some(real)) = (examples.first(), reals.first()) {
                compare(at, example, real, unlike);
            }
        }
        // What a job takes or leaves is its own.
        (Value::Object(example), Value::Object(_)) if example.is_empty() => {}
        (Value::Object(example), Value::Object(real)) => {
            for field in example.keys().filter(|field| !real.contains_key(*field)) {
                unlike.push(format!("{at}/{field} is in the example alone"));
            }
            for (field, real) in real {
                match example.get(field) {
                    Some(example) => compare(&format!("{at}/{field}"), example, real, unlike),
                    None => unlike.push(format!("{at}/{field} is not in the example")),
                }
            }
        }
        _ => unlike.push(format!("{at}: {real} is not like {example}")),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_every_caller_as_the_table_says() {
    let world = World::with(&[("RATE_LIMITS", "read=0,write=0,costly=0,login=0")]).await;
    let api = serde_json::to_value(api::router::api_document()).unwrap();
    let callers = callers(&world).await;
    let table = table();
    let mut operations = crate::documentation::operations(&api);
    // Reads first: what the writes make would be somebody's to read.
    // And last what ends every session of its caller's.
    operations.sort_by_key(|(method, path, _)| (path.ends_with("/logout-all"), *method != Method::GET, path.clone()));
    let (mut wrong, mut checked, mut base) = (String::new(), 0, 1_000_000);
    let (mut unlike, mut compared) = (Vec::new(), 0);
    let mut unseen: Vec<String> = Vec::new();
    for entry in &operations {
        let name = entry.2["operationId"].as_str().unwrap();
        let is_read = entry.0 == Method::GET;
        // What only reads leaves its rows to the next caller; everybody else has rows of its own, so that all may ask at once.
        let base_of = |i: usize| base + if is_read { 0 } else { 10 * i64::try_from(i).unwrap() };
        let mut bases: Vec<i64> = (0..callers.len()).map(base_of).collect();
        let own = callers.iter().position(|c| c.name == "consultant-own").map(base_of);
        bases.dedup();
        plant(&world, &bases, own).await;
        let lines_before = lines_by_author(&world).await;
        let asked = callers.iter().enumerate().map(async |(i, caller)| {
            let answer = request(&world, caller, &api, entry, base_of(i))
                .await
                .send()
                .await
                .unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            // A stream has no end.
            let text = if name == "follow_execution" {
                String::new()
            } else {
                answer.text().await.unwrap()
            };
            Told { status, headers, text }
        });
        let all_told = futures::future::join_all(asked).await;
        let (mut statuses, mut line_is_wrong) = (Vec::new(), false);
        let is_audited = (!is_read || CV_READS.contains(&name)) && UNAUDITED.iter().all(|(other, _)| *other != name);
        let lines_after = lines_by_author(&world).await;
        let mut succeeded = false;
        for (caller, told) in callers.iter().zip(all_told) {
            if caller.is_stranger() {
                leaks_nothing(name, caller, is_read, &told);
            }
            if caller.name == "admin" && told.status.is_success() {
                let promised = &entry.2["responses"][told.status.as_str()];
                let example = &promised["content"]["application/json"]["example"];
                compared += like_its_example(name, example, &told.text, &mut unlike);
                for header in ["ETag", "Location", "X-Total-Count", "Content-Disposition"] {
                    if promised["headers"].get(header).is_some() && !told.headers.contains_key(header) {
                        unlike.push(format!("{name} promises {header}"));
                    }
                }
            }
            // A partner's list of CVs is empty: nothing was read.
            let is_done = told.status.is_success() && (name != "list_consultant_resumes" || told.text != "[]");
            if let (true, true, Some(email)) = (is_audited, is_done, &caller.email) {
                let grew = lines_after.get(email) > lines_before.get(email);
                assert!(grew, "{name} of {} is not in the audit log", caller.name);
                succeeded = true;
            }
            let status = told.status.as_u16().to_string();
            line_is_wrong |= line_of(&table, name).and_then(|line| expected(line, &caller.name)) != Some(&status);
            statuses.push(format!("{}={status}", caller.name));
            checked += 1;
        }
        if is_audited && !succeeded {
            unseen.push(name.to_owned());
        }
        if line_is_wrong {
            writeln!(wrong, "{name} {}", statuses.join(" ")).unwrap();
        }
        base += 1000;
    }
    let known: Vec<&str> = operations
        .iter()
        .map(|o| o.2["operationId"].as_str().unwrap())
        .collect();
    for name in table.keys().filter(|name| !known.contains(name)) {
        writeln!(wrong, "{name} is no operation").unwrap();
    }
    println!(
        "{} operations x {} callers: {checked} calls",
        operations.len(),
        callers.len()
    );
    assert!(wrong.is_empty(), "permissions.txt does not say what happens:\n{wrong}");
    assert!(
        unlike.is_empty(),
        "answers are not as the documentation's examples: {unlike:#?}"
    );
    unseen.sort_unstable();
    assert_eq!(unseen, ELSEWHERE, "writes whose line nobody looks for");
    assert!(compared > 60, "{compared} answers were compared with an example");
}
