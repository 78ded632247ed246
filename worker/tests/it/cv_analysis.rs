//! A CV's whole way: uploaded over HTTP, read by a worker process in its capped child, applied, read again, removed.

use crate::market::Market;
use reqwest::Method;
use serde_json::{Value, json};
use std::{fs::Permissions, os::unix::fs::PermissionsExt};

/// The word `Zanzibar` stands in no other row of the test.
const CV: &str = "Jeanne Martin\nData Engineer\njeanne.martin@example.org\nlinkedin.com/in/jeannemartin\nwww.github.com/jeannemartin\nNantes, France\n\nProfile\n\n\
Eight years of pipelines.\n\nExperience\n\nData Engineer, Acme Ltd, March 2020 - Present\n- Wrote the Zanzibar pipeline.\n\n\
Developer, Globex Ltd, January 2016 - February 2020\n- Wrote services.\n\nSkills\nRust (expert), PostgreSQL\n";

/// A market with a catalogue, a consultant of whom a person wrote this, and its uploaded CV.
async fn with_cv(written: Value) -> (Market, Value, Value) {
    let market = Market::new().await;
    let skills = "INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE
        VALUES (901, 'Rust', 'programming', now()), (902, 'PostgreSQL', 'database', now())";
    market.world.test.execute(skills).await;
    let consultant = market.ask(Method::POST, "/consultants", &written).await["id"].clone();
    let resume = market.upload(CV).await;
    (market, consultant, resume)
}

/// Asks for an analysis that fills the profile, and waits for it and for all that it sets off.
async fn analyse(market: &Market, resume: &Value, consultant: &Value) -> Value {
    let body = json!({ "resume_id": resume["id"], "consultant_id": consultant, "apply": true });
    let accepted = market.ask(Method::POST, "/cv_analysis/analyze", &body).await;
    let ended = market.ended(&accepted).await;
    market.idle().await;
    ended
}

async fn results(market: &Market, resume: &Value) -> Value {
    market.get(&format!("/cv_analysis/results/{}", resume["id"])).await
}

/// Name to level.
async fn levels(market: &Market, consultant: &Value) -> Vec<(i64, String)> {
    let skills = market.get(&format!("/consultants/{consultant}/skills")).await;
    let mut levels: Vec<(i64, String)> = skills
        .as_array()
        .unwrap()
        .iter()
        .map(|skill| {
            (
                skill["skill_id"].as_i64().unwrap(),
                skill["proficiency_level"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    levels.sort();
    levels
}

#[tokio::test(flavor = "multi_thread")]
async fn empty_fields_are_filled_and_what_a_person_wrote_stays() {
    let (market, consultant, resume) =
        with_cv(json!({ "title": "Chosen by a person", "bio": "Written by a person" })).await;
    let skill = json!({ "skill_id": 901, "proficiency_level": "beginner" });
    market
        .ask(Method::POST, &format!("/consultants/{consultant}/skills"), &skill)
        .await;
    let _worker = market.worker();
    let ended = analyse(&market, &resume, &consultant).await;
    assert_eq!(ended["status"], "success", "{ended}");
    let profile = market.get(&format!("/consultants/{consultant}")).await;
    assert_eq!(
        ["title", "bio"].map(|field| profile[field].as_str().unwrap()),
        ["Chosen by a person", "Written by a person"]
    );
    assert_eq!(
        ["first_name", "last_name", "location", "github_url", "linkedin_url"]
            .map(|field| profile[field].as_str().unwrap()),
        [
            "Jeanne",
            "Martin",
            "Nantes, France",
            "https://www.github.com/jeannemartin",
            "https://linkedin.com/in/jeannemartin"
        ]
    );
    assert!(profile["years_experience"].as_f64().unwrap() > 8.0);
    assert_eq!(
        levels(&market, &consultant).await,
        [(901, "beginner".to_owned()), (902, "intermediate".to_owned())]
    );
    let results = results(&market, &resume).await;
    let parsed = &results["parsed_data"];
    assert_eq!(&results["analyses"][0]["parsed_data"], parsed);
    assert_eq!(results["analyses"][0]["execution_id"], ended["id"]);
    assert_eq!(
        (&parsed["engine"], &parsed["evidence"]["full_name"][0]),
        (&json!("native"), &json!({ "page": 1, "line": 1 }))
    );
    assert_eq!(parsed["skills"][0]["proficiency_level"], "expert");
    assert!(parsed["confidence"]["full_name"].as_f64().unwrap() > 0.5, "{parsed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_engine_reads_it_again_both_analyses_stay_and_the_persons_edits_win() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let _worker = market.worker();
    analyse(&market, &resume, &consultant).await;
    // As if an older engine had read it.
    let older = r#"UPDATE resume_analyses SET engine_version = '0.0.1', parsed_data = parsed_data || '{"engine_version": "0.0.1", "title": "Older"}'"#;
    market.world.test.execute(older).await;
    let edit = json!({ "first_name": "Jane", "location": "Rennes" });
    market
        .ask(Method::PATCH, &format!("/consultants/{consultant}"), &edit)
        .await;
    let level = json!({ "proficiency_level": "advanced" });
    market
        .ask(Method::PUT, &format!("/consultants/{consultant}/skills/901"), &level)
        .await;
    analyse(&market, &resume, &consultant).await;
    let results = results(&market, &resume).await;
    let said: Vec<(&str, bool)> = results["analyses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            (
                a["parsed_data"]["title"].as_str().unwrap(),
                a["engine_version"] == "0.0.1",
            )
        })
        .collect();
    assert_eq!(said, [("Data Engineer", false), ("Older", true)]);
    assert_eq!(
        results["parsed_data"]["title"], "Data Engineer",
        "the newest one counts"
    );
    let profile = market.get(&format!("/consultants/{consultant}")).await;
    assert_eq!(
        ["first_name", "last_name", "location"].map(|field| profile[field].as_str().unwrap()),
        ["Jane", "Martin", "Rennes"]
    );
    assert_eq!(levels(&market, &consultant).await[0], (901, "advanced".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_and_engine_version_are_answered_from_what_is_stored() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let _worker = market.worker();
    analyse(&market, &resume, &consultant).await;
    let marked = r#"UPDATE resume_analyses SET parsed_data = parsed_data || '{"title": "As stored"}'"#;
    market.world.test.execute(marked).await;
    let again = market.upload(CV).await;
    assert_eq!(again["sha256"], resume["sha256"]);
    let ended = analyse(&market, &again, &consultant).await;
    assert_eq!(ended["status"], "success", "{ended}");
    assert_eq!(results(&market, &again).await["parsed_data"]["title"], "As stored");
    // The first one once more: nothing new to keep.
    analyse(&market, &resume, &consultant).await;
    assert_eq!(results(&market, &resume).await["analyses"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn deletion_removes_file_text_chunks_and_vectors() {
    const TEXT: &str = "SELECT (SELECT count(*) FROM rag_documents d WHERE d::text LIKE '%Zanzibar%')
        + (SELECT count(*) FROM rag_chunks c WHERE c::text LIKE '%Zanzibar%' OR c::text LIKE '%zanzibar%')
        + (SELECT count(*) FROM resume_analyses a WHERE a::text LIKE '%Zanzibar%')
        + (SELECT count(*) FROM consultants c WHERE c::text LIKE '%Zanzibar%')
        + (SELECT count(*) FROM audit_log l WHERE l::text LIKE '%Zanzibar%')";
    const CHUNKS: &str = "SELECT count(*) FROM rag_chunks c JOIN rag_documents d ON d.id = c.rag_document_id WHERE d.subject_kind = 'resume'";
    const RESUMES: &str = "SELECT (SELECT count(*) FROM resumes) + (SELECT count(*) FROM resume_analyses)";
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let _worker = market.worker();
    analyse(&market, &resume, &consultant).await;
    let file = market.files.join(resume["file_path"].as_str().unwrap());
    assert!(file.exists() && market.count(TEXT).await > 0 && market.count(CHUNKS).await > 0);
    // A model's vector, which this worker has none to make of.
    let vectors = "UPDATE rag_chunks SET embedding = array_fill(0.1, ARRAY[384])::vector, embedding_model = 'test'";
    market.world.test.execute(vectors).await;
    assert_eq!(market.delete(&format!("/resumes/{}", resume["id"])).await, 204);
    market.idle().await;
    assert!(!file.exists(), "the file is gone");
    assert_eq!(
        (
            market.count(RESUMES).await,
            market.count(CHUNKS).await,
            market.count(TEXT).await
        ),
        (0, 0, 0)
    );
    let kept = market.get(&format!("/consultants/{consultant}")).await;
    assert_eq!(kept["last_name"], "Martin", "the profile stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_file_store_is_away_an_analysis_waits_and_then_succeeds() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let aside = market.files.with_extension("aside");
    std::fs::rename(&market.files, &aside).unwrap();
    let _worker = market.worker();
    let body = json!({ "resume_id": resume["id"], "consultant_id": consultant, "apply": true });
    let accepted = market.ask(Method::POST, "/cv_analysis/analyze", &body).await;
    let id = accepted["id"]
        .as_str()
        .unwrap()
        .parse()
        .map(shared::kernel::ExecutionId)
        .unwrap();
    let waiting = market.world.until(id, |e| e.last_error.is_some()).await.execution;
    assert_eq!(
        (waiting.status, waiting.attempt),
        (shared::jobs::Status::Queued, 0),
        "{waiting:?}"
    );
    std::fs::rename(&aside, &market.files).unwrap();
    let ended = market.ended(&accepted).await;
    assert_eq!(
        (&ended["status"], &ended["attempt"]),
        (&json!("success"), &json!(1)),
        "{ended}"
    );
    market.idle().await;
    // A file that is missing from a store that is there is gone for good.
    std::fs::remove_file(market.files.join(resume["file_path"].as_str().unwrap())).unwrap();
    market
        .world
        .test
        .execute("UPDATE resume_analyses SET engine_version = '0.0.1'")
        .await;
    let gone = analyse(&market, &resume, &consultant).await;
    assert_eq!(
        (&gone["status"], &gone["error_code"]),
        (&json!("error"), &json!("file_gone")),
        "{gone}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_worker_cannot_start_what_reads_files_an_analysis_waits_without_an_attempt() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let program = std::env::temp_dir().join(format!("{}-worker", market.world.prefix));
    std::fs::copy(env!("CARGO_BIN_EXE_worker"), &program).unwrap();
    let may_run = |may: bool| {
        let mode = if may { 0o700 } else { 0o600 };
        std::fs::set_permissions(&program, Permissions::from_mode(mode)).unwrap();
    };
    may_run(true);
    let _worker = market.worker_from(&program);
    // It runs, and its program may be started no more, by nobody.
    may_run(false);
    let body = json!({ "resume_id": resume["id"], "consultant_id": consultant, "apply": true });
    let accepted = market.ask(Method::POST, "/cv_analysis/analyze", &body).await;
    let id = accepted["id"]
        .as_str()
        .unwrap()
        .parse()
        .map(shared::kernel::ExecutionId)
        .unwrap();
    let waiting = market.world.until(id, |e| e.last_error.is_some()).await.execution;
    assert_eq!(
        (waiting.status, waiting.attempt),
        (shared::jobs::Status::Queued, 0),
        "{waiting:?}"
    );
    let said = waiting.last_error.as_deref().unwrap_or_default();
    assert!(said.contains("Permission denied"), "{said}");
    may_run(true);
    let ended = market.ended(&accepted).await;
    std::fs::remove_file(&program).unwrap();
    assert_eq!(
        (&ended["status"], &ended["attempt"]),
        (&json!("success"), &json!(1)),
        "{ended}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skill_that_a_person_took_away_does_not_come_back() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let _worker = market.worker();
    analyse(&market, &resume, &consultant).await;
    let all = levels(&market, &consultant).await;
    assert_eq!(all.len(), 2);
    assert_eq!(
        market.delete(&format!("/consultants/{consultant}/skills/901")).await,
        204
    );
    let ended = analyse(&market, &resume, &consultant).await;
    assert_eq!(ended["result"]["applied"]["skills"], json!([]), "{ended}");
    assert_eq!(levels(&market, &consultant).await, all[1..]);
    // Added again by hand and taken away by nobody, it is one like the others.
    let skill = json!({ "skill_id": 901, "proficiency_level": "expert" });
    market
        .ask(Method::POST, &format!("/consultants/{consultant}/skills"), &skill)
        .await;
    market
        .world
        .test
        .execute("DELETE FROM consultant_skills WHERE skill_id = 901")
        .await;
    analyse(&market, &resume, &consultant).await;
    assert_eq!(levels(&market, &consultant).await, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_fallback_said_is_not_said_of_the_next_analysis() {
    let (market, consultant, resume) = with_cv(json!({ "title": "Consultant" })).await;
    let _worker = market.worker();
    let warned = async || {
        let parsed = results(&market, &resume).await["parsed_data"].clone();
        let warnings = parsed["warnings"].as_array().unwrap().clone();
        warnings
            .iter()
            .any(|w| w.as_str().unwrap().starts_with("engine_fallback: n8n"))
    };
    let body = json!({ "resume_id": resume["id"], "consultant_id": consultant, "engine": "n8n" });
    let ended = market
        .ended(&market.ask(Method::POST, "/cv_analysis/analyze", &body).await)
        .await;
    assert_eq!(ended["result"]["engine"], "native", "{ended}");
    assert!(warned().await, "this worker has no such engine");
    let ended = analyse(&market, &resume, &consultant).await;
    assert_eq!(ended["result"]["warnings"], json!([]), "{ended}");
    assert!(!warned().await);
    market
        .ended(&market.ask(Method::POST, "/cv_analysis/analyze", &body).await)
        .await;
    assert!(warned().await, "and again of the next that fell back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_in_which_nothing_is_recognised_says_so_in_the_readers_language() {
    let market = Market::new().await;
    let consultant = market
        .ask(Method::POST, "/consultants", &json!({ "title": "Consultant" }))
        .await["id"]
        .clone();
    let resume = market.upload("lorem ipsum\n\ndolor sit amet\n").await;
    let _worker = market.worker();
    let body = json!({ "resume_id": resume["id"], "consultant_id": consultant });
    let accepted = market.ask(Method::POST, "/cv_analysis/analyze", &body).await;
    assert_eq!(market.ended(&accepted).await["status"], "success");
    let stored = "SELECT count(*) FROM resume_analyses WHERE parsed_data->'warnings' = '[\"nothing_recognised\"]'";
    assert_eq!(market.count(stored).await, 1, "what is stored has no language");
    let id = &resume["id"];
    let execution = accepted["id"].as_str().unwrap();
    let mut said = Vec::new();
    for (language, word) in [("fr", "reconnu"), ("en", "recognised")] {
        let mut here = Vec::new();
        for (path, at) in [
            (format!("/resumes/{id}"), "/parsed_data/warnings/0"),
            (format!("/resumes/{id}/analyses"), "/0/parsed_data/warnings/0"),
            (
                format!("/consultants/{consultant}/resumes"),
                "/0/parsed_data/warnings/0",
            ),
            (format!("/cv_analysis/results/{id}"), "/parsed_data/warnings/0"),
            (
                format!("/cv_analysis/results/{id}"),
                "/analyses/0/parsed_data/warnings/0",
            ),
            (format!("/executions/{execution}"), "/result/warnings/0"),
        ] {
            let (headers, body) = market.get_in(&path, language).await;
            let warning = body
                .pointer(at)
                .and_then(Value::as_str)
                .unwrap_or_else(|| panic!("{path}: {body}"));
            assert!(
                warning.starts_with("nothing_recognised: ") && warning.contains(word),
                "{path}: {warning}"
            );
            assert_eq!(headers["content-language"], language, "{path}");
            let vary = headers
                .get_all("vary")
                .iter()
                .any(|v| v.to_str().unwrap().contains("accept-language"));
            assert!(vary, "{path}: {headers:?}");
            // An execution's tag is the number of its last event, whoever reads it.
            here.push(
                headers
                    .get("etag")
                    .filter(|_| !path.starts_with("/executions"))
                    .cloned(),
            );
        }
        said.push(here);
    }
    for (french, english) in said[0].iter().zip(&said[1]) {
        assert!(
            french.is_none() || french != english,
            "another language is another representation"
        );
    }
}
