//! Engines outside, against a real HTTP server.

use async_trait::async_trait;
use bytes::Bytes;
use cv_engine::{Analysis, PageText, YearMonth, catalogue::CatalogueSkill, profile::ParsedData};
use serde_json::{Value, json};
use shared::{
    adapters::cv_remote::{cv_engines, patient_cv_engines},
    config::{CvEnginesConfig, Secret},
    ports::{AnalyseError, AnalysisCall, CvAnalyser},
};
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};
use tokio_util::sync::CancellationToken;

const TEXT: &str = "Ana Silva\nDéveloppeuse Rust\nExpérience\nAcme, 2019 - 2021\nRust, Go";

const TRACE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

fn call() -> AnalysisCall {
    AnalysisCall {
        execution_id: uuid::Uuid::from_u128(7),
        trace: Some(TRACE.to_owned()),
        cancelled: CancellationToken::new(),
    }
}

/// Each question says which it is, so that a second attempt is known as the same.
fn identified(head: &str) {
    let head = head.to_ascii_lowercase();
    assert!(
        head.contains("idempotency-key: 00000000-0000-0000-0000-000000000007"),
        "{head}"
    );
    assert!(head.contains(&format!("traceparent: {TRACE}")), "{head}");
}

/// Answers as the capped child would.
#[derive(Debug)]
struct Native;

#[async_trait]
impl CvAnalyser for Native {
    fn engine(&self) -> &'static str {
        "native"
    }
    fn version(&self) -> &'static str {
        "test"
    }
    async fn analyse(
        &self,
        _: Bytes,
        _: Arc<[CatalogueSkill]>,
        _: YearMonth,
        _: &AnalysisCall,
    ) -> Result<Analysis, AnalyseError> {
        Ok(Analysis {
            parsed: ParsedData {
                engine: "native".to_owned(),
                engine_version: "test".to_owned(),
                ..ParsedData::default()
            },
            pages: vec![PageText {
                page: 1,
                text: TEXT.to_owned(),
            }],
        })
    }
}

/// A server that gives every request the same answer and tells what it was asked.
async fn server(status: u16, answer: String) -> (String, mpsc::UnboundedReceiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut bytes = Vec::new();
            let (head, body) = loop {
                let mut buffer = [0; 8192];
                let count = stream.read(&mut buffer).await.unwrap_or(0);
                bytes.extend_from_slice(&buffer[..count]);
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let Some((head, body)) = text.split_once("\r\n\r\n") else {
                    assert!(count > 0, "the request ended early");
                    continue;
                };
                let length = head
                    .lines()
                    .find_map(|l| {
                        l.to_ascii_lowercase()
                            .strip_prefix("content-length:")
                            .map(|n| n.trim().parse::<usize>())
                    })
                    .and_then(Result::ok)
                    .unwrap_or(0);
                if body.len() >= length {
                    break (head.to_owned(), body.to_owned());
                }
            };
            let _ = tell.send((head, serde_json::from_str(&body).unwrap_or_default()));
            let reply = format!(
                "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{answer}",
                answer.len()
            );
            let _ = stream.write_all(reply.as_bytes()).await;
        }
    });
    (url, told)
}

fn said() -> Value {
    json!({
        "personal": { "full_name": "Ana Silva", "emails": ["ana@invented.example"] },
        "title": "Développeuse Rust",
        "skills": [{ "raw": "Rust" }, { "raw": "COBOL" }],
        "experiences": [{ "title": "Développeuse Rust", "company": "Acme", "start": "2019", "end": "2021" }],
    })
}

async fn ask(config: &CvEnginesConfig) -> ParsedData {
    let native: Arc<dyn CvAnalyser> = Arc::new(Native);
    let engines = cv_engines(config, &native);
    let as_of = YearMonth { year: 2026, month: 11 };
    let analysis = engines[0]
        .analyse(Bytes::new(), Arc::from([]), as_of, &call())
        .await
        .unwrap();
    analysis.parsed
}

fn agent(url: &str) -> CvEnginesConfig {
    CvEnginesConfig {
        agent_base_url: Some(format!("{url}/v1")),
        agent_model: Some("some-model".to_owned()),
        agent_api_key: Some(Secret::new("secret-key")),
        ..CvEnginesConfig::default()
    }
}

fn workflow(url: &str) -> CvEnginesConfig {
    CvEnginesConfig {
        n8n_webhook_url: Some(format!("{url}/webhook/cv")),
        ..CvEnginesConfig::default()
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (tell, mut told) = mpsc::unbounded_channel();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = [0; 4096];
        tell.send(stream.read(&mut asked).await.unwrap()).unwrap();
        // Held open and never answered.
        std::future::pending::<()>().await;
    });
    let native: Arc<dyn CvAnalyser> = Arc::new(Native);
    let engines = patient_cv_engines(&agent(&url), &native, Duration::from_secs(1));
    let as_of = YearMonth { year: 2026, month: 11 };
    let analysis = engines[0]
        .analyse(Bytes::new(), Arc::from([]), as_of, &call())
        .await
        .unwrap();
    assert!(told.recv().await.unwrap() > 0, "it was asked");
    server.abort();
    assert_eq!(analysis.parsed.engine, "native");
    assert_eq!(
        analysis.parsed.warnings,
        ["engine_fallback: agent: no answer within 1 s"]
    );
}

#[tokio::test]
async fn the_agent_is_asked_for_a_schema_and_held_against_the_text() {
    let content = format!("```json\n{}\n```", said());
    let answer = json!({ "choices": [{ "message": { "content": content } }] }).to_string();
    let (url, mut told) = server(200, answer).await;
    let parsed = ask(&agent(&url)).await;
    let (head, body) = told.recv().await.unwrap();
    assert!(head.starts_with("POST /v1/chat/completions"), "{head}");
    identified(&head);
    assert!(head.to_ascii_lowercase().contains("authorization: bearer secret-key"));
    assert_eq!(
        (&body["model"], &body["response_format"]["type"]),
        (&json!("some-model"), &json!("json_schema"))
    );
    let schema = &body["response_format"]["json_schema"]["schema"]["properties"];
    for field in [
        "personal",
        "title",
        "skills",
        "experiences",
        "educations",
        "languages",
        "certifications",
    ] {
        assert!(
            schema[field]["type"].is_string() || schema[field]["type"].is_array(),
            "{field}: {schema}"
        );
    }
    assert!(body["messages"][1]["content"].as_str().unwrap().contains("Acme, 2019"));
    assert_eq!(
        (parsed.engine.as_str(), parsed.engine_version.as_str()),
        ("agent", "1.0.0 some-model")
    );
    assert_eq!(parsed.personal.full_name.as_deref(), Some("Ana Silva"));
    assert!(parsed.personal.emails.is_empty());
    assert_eq!(parsed.skills.len(), 1);
    for dropped in ["ana@invented.example", "COBOL"] {
        assert!(
            parsed.warnings.iter().any(|w| w.contains(dropped)),
            "{dropped} in {:?}",
            parsed.warnings
        );
    }
}

#[tokio::test]
async fn an_engine_that_fails_falls_back_and_says_so() {
    let nonsense = json!({ "choices": [{ "message": { "content": "I am sorry" } }] }).to_string();
    let huge = format!("\"{}\"", "x".repeat(1_100_000));
    for (status, answer, expected) in [
        (500, "{}".to_owned(), "status 500"),
        (200, nonsense, "not JSON"),
        (200, "<html>".to_owned(), "not JSON"),
        (200, huge, "more than"),
        // Somebody else's server: the text is not sent on.
        (302, "{}".to_owned(), "status 302"),
        (200, json!({ "choices": [] }).to_string(), "without a message"),
        (
            200,
            json!({ "choices": [{ "message": { "content": "[1, 2]" } }] }).to_string(),
            "no object",
        ),
    ] {
        let (url, _told) = server(status, answer).await;
        let parsed = ask(&agent(&url)).await;
        assert_eq!(parsed.engine, "native");
        if status != 200 {
            let workflow = ask(&workflow(&url)).await;
            assert!(
                workflow
                    .warnings
                    .iter()
                    .any(|w| w.starts_with("engine_fallback: n8n") && w.contains(expected)),
                "{:?}",
                workflow.warnings
            );
        }
        let warning = parsed.warnings.iter().find(|w| w.starts_with("engine_fallback: agent"));
        assert!(
            warning.is_some_and(|w| w.contains(expected)),
            "{expected}: {:?}",
            parsed.warnings
        );
    }
    let nobody = ask(&agent("http://127.0.0.1:9")).await;
    assert!(nobody.warnings[0].starts_with("engine_fallback: agent"));
}

#[tokio::test]
async fn a_workflow_answers_with_the_items_of_its_last_node() {
    let (url, mut told) = server(200, json!([{ "parsed_data": said() }]).to_string()).await;
    let parsed = ask(&workflow(&url)).await;
    let (head, body) = told.recv().await.unwrap();
    assert!(head.starts_with("POST /webhook/cv"), "{head}");
    identified(&head);
    assert_eq!(body["text"], json!(TEXT));
    assert_eq!((parsed.engine.as_str(), parsed.experiences.len()), ("n8n", 1));
    assert!(
        parsed.personal.emails.is_empty(),
        "what the text does not say is dropped"
    );
    assert!(
        parsed.warnings.iter().any(|w| w.contains("COBOL")),
        "{:?}",
        parsed.warnings
    );
}

/// What an engine answers that was reached and did not read the CV.
#[tokio::test]
async fn an_answer_that_is_no_profile_is_replaced_and_the_warning_says_so() {
    let invented = json!({ "personal": { "full_name": "John Doe" }, "skills": ["COBOL"] });
    for (answer, expected) in [
        (json!({ "message": "Workflow was started" }), "without a profile"),
        (json!({ "text": TEXT }), "without a profile"),
        (json!({ "headers": {}, "body": { "text": TEXT } }), "without a profile"),
        (json!({ "parsed_data": {} }), "without a profile"),
        (
            json!([{ "parsed_data": { "personal": {}, "skills": [] } }]),
            "without a profile",
        ),
        (json!({ "parsed_data": { "skills": "Rust, Go" } }), "`skills`"),
        (json!({ "parsed_data": { "title": 7, "skills": ["Rust"] } }), "`title`"),
        (json!({ "parsed_data": "done" }), "without parsed_data"),
        (json!([]), "without parsed_data"),
        (json!({ "parsed_data": invented }), "stands in the document"),
    ] {
        let (url, _told) = server(200, answer.to_string()).await;
        let by_workflow = ask(&workflow(&url)).await;
        let message = answer.get("parsed_data").unwrap_or(&answer).to_string();
        let chat = json!({ "choices": [{ "message": { "content": message } }] });
        let (url, _told) = server(200, chat.to_string()).await;
        let by_agent = ask(&agent(&url)).await;
        for (engine, parsed) in [("n8n", by_workflow), ("agent", by_agent)] {
            assert_eq!(parsed.engine, "native", "{engine}: {answer}");
            let [warning] = parsed.warnings.as_slice() else {
                panic!("{engine}: {:?}", parsed.warnings)
            };
            assert!(
                warning.starts_with(&format!("engine_fallback: {engine}: ")),
                "{warning}"
            );
            assert!(engine == "agent" || warning.contains(expected), "{warning}");
        }
    }
}
