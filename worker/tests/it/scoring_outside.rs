//! Generations whose scores come from a workflow: a server of the test's own stands for n8n.

use crate::{effects::start_with, harness::World};
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use serde_json::{Value, json};
use shared::{
    jobs::Status,
    kernel::TenderId,
    staffing::matches::{ScoringEngine, jobs::MatchGeneration},
};
use tokio::{net::TcpListener, sync::mpsc};

/// A tender that asks for one skill, and two consultants of whom the first has it.
const MARKET: &str = "INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'first', true, now()) ON CONFLICT DO NOTHING;
    INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'Rust', 'programming', now());
    INSERT INTO consultants (id, company_id, last_name, title, status, created_at) OVERRIDING SYSTEM VALUE
        VALUES (907, 901, 'Vasseur', 'Data engineer', 'available', now()), (908, 901, 'Lefort', 'Comptable', 'available', now());
    INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at) VALUES (901, 907, 901, 'expert', now());
    INSERT INTO tenders (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES (942, 901, 'Secret', 'open', now());
    INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) VALUES (901, 942, 901, 'required', now())";

/// A workflow that always answers this: its URL, and what it was asked.
async fn workflow(answer: Value) -> (String, mpsc::UnboundedReceiver<(HeaderMap, Value)>) {
    workflow_that(move |_: &Value| answer.clone()).await
}

/// A workflow that answers what it is asked with this.
async fn workflow_that(
    answer: impl Fn(&Value) -> Value + Clone + Send + Sync + 'static,
) -> (String, mpsc::UnboundedReceiver<(HeaderMap, Value)>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let take = move |headers: HeaderMap, body: Bytes| async move {
        let body: Value = serde_json::from_slice(&body).unwrap();
        let said = answer(&body).to_string();
        sender.send((headers, body)).unwrap();
        said
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/score", listener.local_addr().unwrap());
    let router = Router::new().route("/score", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, receiver)
}

/// The execution's id and result, and what was written: (consultant, score, explanation) of each match.
async fn generate(world: &World, url: Option<&str>) -> (String, Value, Vec<(i64, f64, Value)>) {
    world.test.execute(MARKET).await;
    let job = MatchGeneration {
        engine: ScoringEngine::N8n,
        ..MatchGeneration::for_tender(TenderId(942))
    };
    let id = world.enqueue(job).await;
    let more: Vec<(&str, &str)> = url.map(|url| ("N8N_MATCHING_WEBHOOK_URL", url)).into_iter().collect();
    let _worker = start_with(world, "matching", &more);
    let story = world.until_status(id, Status::Success).await;
    let written =
        sqlx::query_as("SELECT consultant_id, score::float8, explanation FROM matches ORDER BY consultant_id");
    let written = written.fetch_all(world.test.pool()).await.unwrap();
    (id.to_string(), story.execution.result.unwrap(), written)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workflow_s_scores_are_weighed_and_explained_as_its_own() {
    let world = World::new().await;
    // n8n's form: the items of the last node. The one who lacks the skill is the better one, says the workflow.
    let (url, mut asked) = workflow(json!([{ "scores": [
        { "consultant_id": 908, "tender_id": 942, "criteria": { "skills": 0.9, "location": 1.0 } },
        { "consultant_id": 907, "tender_id": 942, "criteria": { "skills": 0.1 } },
    ] }]))
    .await;
    let (id, result, written) = generate(&world, Some(&url)).await;
    assert_eq!((&result["engine"], result.get("warning")), (&json!("n8n"), None));
    let [(consultant, score, explanation)] = written.as_slice() else {
        panic!("{written:?}")
    };
    // 0.45 and 0.05 are the default weights: (0.9 x 0.45 + 1.0 x 0.05) / 0.5.
    assert_eq!((*consultant, *score), (908, 0.91));
    assert_eq!(explanation["scoring_version"], "n8n");
    let given: f64 = explanation["criteria"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["contribution"].as_f64().unwrap())
        .sum();
    assert!((given - score).abs() < 1e-9, "{explanation}");
    let (headers, body) = asked.recv().await.unwrap();
    assert_eq!(headers["idempotency-key"], format!("{id}-1").as_str());
    assert_eq!(body["pairs"].as_array().unwrap().len(), 2);
    assert_eq!(body["pairs"][0]["tender"]["skills"][0]["name"], "Rust");
    assert!(!body.to_string().contains("Vasseur") && !body.to_string().contains("Secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_question_of_an_execution_has_a_key_of_its_own() {
    let world = World::new().await;
    let more = "INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'first', true, now()) ON CONFLICT DO NOTHING;
        INSERT INTO consultants (company_id, last_name, title, status, created_at)
            SELECT 901, 'n' || n, 'Data engineer', 'available', now() FROM generate_series(1, 420) n";
    world.test.execute(more).await;
    let answered = |body: &Value| {
        let score = |pair: &Value| json!({ "consultant_id": pair["consultant_id"], "tender_id": 942, "criteria": { "skills": 0.5 } });
        json!({ "scores": body["pairs"].as_array().unwrap().iter().map(score).collect::<Vec<_>>() })
    };
    let (url, mut asked) = workflow_that(answered).await;
    let (id, result, _) = generate(&world, Some(&url)).await;
    assert_eq!(result["engine"], "n8n", "{result}");
    asked.close();
    let mut keys = Vec::new();
    while let Some((headers, _)) = asked.recv().await {
        keys.push(headers["idempotency-key"].to_str().unwrap().to_owned());
    }
    assert_eq!(keys, [1, 2, 3].map(|n| format!("{id}-{n}")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workflow_that_answers_nonsense_is_replaced_and_the_result_says_so() {
    let world = World::new().await;
    let score = |consultant: i64, share: f64| json!({ "consultant_id": consultant, "tender_id": 942, "criteria": { "skills": share } });
    let (url, _asked) = workflow(json!({ "scores": [score(907, 1.0), score(908, 7.0)] })).await;
    let (_, result, written) = generate(&world, Some(&url)).await;
    natively_scored(&result, &written, "`skills` is not between 0 and 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workflow_that_is_not_there_is_replaced_and_the_result_says_so() {
    let world = World::new().await;
    let (_, result, written) = generate(&world, None).await;
    natively_scored(&result, &written, "it is not configured");
}

fn natively_scored(result: &Value, written: &[(i64, f64, Value)], why: &str) {
    assert_eq!(result["engine"], "native");
    for (language, words) in [("fr", "n8n n'a pas noté"), ("en", "n8n did not score")] {
        let warning = result["warning"][language].as_str().unwrap();
        assert!(
            warning.contains(words) && warning.ends_with(&format!("({why})")),
            "{warning}"
        );
    }
    let [(907, _, explanation)] = written else {
        panic!("{written:?}")
    };
    assert_eq!(explanation["scoring_version"], "3");
}
