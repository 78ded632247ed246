//! The documentation is the code's.

use crate::world::{World, problem};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub fn operations(api: &Value) -> Vec<(Method, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if let Ok(method) = method.to_uppercase().parse::<Method>()
                && operation.is_object()
            {
                all.push((method, path.clone(), operation.clone()));
            }
        }
    }
    all
}

fn document() -> Value {
    serde_json::to_value(api::router::api_document()).unwrap()
}

#[test]
fn the_committed_document_is_the_generated_one() {
    let committed: Value = serde_json::from_str(include_str!("../../openapi.json")).unwrap();
    assert!(
        committed == document(),
        "api/openapi.json is not what the code says: run `cargo run -p api -- openapi > api/openapi.json`"
    );
}

#[test]
fn every_operation_has_a_name_of_its_own_a_summary_and_the_codes_of_its_refusals() {
    let api = document();
    assert_eq!(api["openapi"], "3.1.0");
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&api) {
        let name = operation["operationId"].as_str().unwrap();
        assert!(names.insert(name.to_owned()), "{name} twice");
        assert!(
            operation["summary"].as_str().is_some_and(|s| !s.is_empty()),
            "{method} {path}"
        );
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses.iter().filter(|(s, _)| s.as_str() >= "400") {
            let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
            let is_readiness = path == "/readyz" && status == "503";
            assert!(
                is_readiness || schema == "#/components/schemas/Problem",
                "{method} {path} {status}"
            );
        }
        assert!(responses.contains_key("500"), "{method} {path}");
    }
}

#[tokio::test]
async fn without_a_token_only_the_public_operations_answer() {
    let world = World::new().await;
    let public = [
        "log_in",
        "refresh",
        "sign_up_candidate",
        "register",
        "livez",
        "health",
        "readyz",
    ];
    for (method, path, operation) in operations(&document()) {
        let path = path.replace("{id}", "1").replace("{skill_id}", "1");
        let name = operation["operationId"].as_str().unwrap();
        let answer = world.request(method, &path).json(&json!({})).send().await.unwrap();
        if public.contains(&name) {
            assert_ne!(answer.status(), 401, "{name}");
            assert_eq!(operation["security"], json!([{}]), "{name}");
        } else {
            problem(answer, 401, "unauthenticated").await;
            assert_eq!(
                operation["security"],
                json!([{ "bearer": [] }, { "api_key": [] }, { "cookie": [] }]),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn document_and_browser_are_served_from_here() {
    let world = World::new().await;
    let get = |path: &'static str| world.request(Method::GET, path).send();
    assert_eq!(
        get("/openapi.json").await.unwrap().json::<Value>().await.unwrap(),
        document()
    );
    let page = get("/docs/").await.unwrap().text().await.unwrap();
    assert!(page.contains("swagger-ui"));
    let loads: Vec<&str> = page.split(['"', '\'']).filter(|text| text.contains("//")).collect();
    assert!(
        loads.iter().all(|l| !l.starts_with("http") && !l.starts_with("//")),
        "{loads:?}"
    );
}
