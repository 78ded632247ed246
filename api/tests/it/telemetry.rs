//! Logs and spans, as those who gather them see them. Each test starts the telemetry of its own process.

use crate::world::World;
use axum::{Router, body::Bytes, http::HeaderMap, routing::post};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    kernel::Environment,
    telemetry::{self, Telemetry, TelemetryConfig},
    testing::unique,
};
use std::path::Path;
use tokio::{net::TcpListener, sync::mpsc};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// A collector that only listens: its URL, and what it was sent.
async fn collector() -> (String, mpsc::UnboundedReceiver<(HeaderMap, Bytes)>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let take = move |headers: HeaderMap, body: Bytes| async move { sender.send((headers, body)).unwrap() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/v1/traces", post(take));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, receiver)
}

fn exporting(url: String) -> TelemetryConfig {
    TelemetryConfig {
        levels: None,
        otlp_endpoint: Some(url),
        log_files: 1,
        log_dir: None,
    }
}

async fn flush(telemetry: Telemetry) -> Result<(), String> {
    tokio::task::spawn_blocking(move || telemetry.flush()).await.unwrap()
}

fn holds(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[tokio::test]
async fn a_request_s_span_arrives_at_the_collector_in_the_caller_s_trace() {
    let (url, mut sent) = collector().await;
    let telemetry = telemetry::start("api", Environment::Test, &exporting(url));
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let request = admin.request(Method::POST, "/operations/ping").json(&json!({}));
    let request = request.header("traceparent", format!("00-{TRACE}-{PARENT}-01"));
    let execution: Value = request.send().await.unwrap().json().await.unwrap();
    flush(telemetry).await.unwrap();
    let (headers, body) = sent.recv().await.unwrap();
    assert_eq!(headers["content-type"], "application/x-protobuf");
    assert!(holds(&body, &bytes(TRACE)) && holds(&body, &bytes(PARENT)));
    assert!(holds(&body, b"POST /api/v1/operations/ping") && holds(&body, b"talentmatch-api"));
    assert!(!holds(&body, admin.access.as_bytes()) && !holds(&body, b"admin@platform.example"));
    // The execution goes on from the request's own span, not from the caller's.
    let trace: Vec<&str> = execution["trace"].as_str().unwrap().split('-').collect();
    assert_eq!(trace[1], TRACE);
    assert!(trace[2] != PARENT && holds(&body, &bytes(trace[2])), "{trace:?}");
}

#[tokio::test]
async fn a_collector_that_is_away_costs_spans_and_no_request() {
    let telemetry = telemetry::start("api", Environment::Test, &exporting("http://127.0.0.1:1".into()));
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    assert_eq!(manager.get("/auth/me").await.status(), 200);
    assert!(flush(telemetry).await.is_err(), "nobody took the spans");
    assert_eq!(manager.get("/auth/me").await.status(), 200);
}

#[tokio::test]
async fn log_files_hold_a_json_line_a_request_and_no_token() {
    let dir = std::env::temp_dir().join(unique("logs"));
    let config = TelemetryConfig {
        levels: None,
        log_dir: Some(dir.clone()),
        log_files: 1,
        otlp_endpoint: None,
    };
    let _telemetry = telemetry::start("api", Environment::Test, &config);
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let asked = manager
        .request(Method::GET, "/auth/me")
        .header("x-request-id", "look-for-me");
    assert_eq!(asked.send().await.unwrap().status(), 200);
    let text = content(&dir);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let line = lines.iter().find(|line| line["request_id"] == "look-for-me").unwrap();
    assert_eq!(
        (&line["route"], &line["status"], &line["level"]),
        (&json!("/api/v1/auth/me"), &json!(200), &json!("INFO"))
    );
    for secret in [&manager.access, &manager.refresh, &manager.opaque] {
        assert!(!text.contains(secret.as_str()));
    }
    assert!(!text.contains("manager@alpha.example"));
    std::fs::remove_dir_all(dir).unwrap();
}

/// Of the only file in the folder, which is named after the process and the day.
fn content(dir: &Path) -> String {
    let files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path()).collect();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("api.2") && name.ends_with(".log"), "{name}");
    std::fs::read_to_string(file).unwrap()
}
