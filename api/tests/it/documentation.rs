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

pub fn document() -> Value {
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
    assert_eq!(api["servers"], json!([{ "url": "/" }]), "wherever it was read");
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
            let is_readiness = ["readyz", "monitoring_health"].contains(&name) && status == "503";
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
        "verify_matricule",
        "forgot_password",
        "reset_password",
        "livez",
        "health",
        "readyz",
        "monitoring_health",
    ];
    for (method, path, operation) in operations(&document()) {
        let path = path.replace("{id}", "1").replace("{skill_id}", "1");
        let name = operation["operationId"].as_str().unwrap();
        let answer = world.request(method, &path).json(&json!({})).send().await.unwrap();
        if public.contains(&name) {
            assert_ne!(answer.status(), 401, "{name}");
            assert_eq!(operation["security"], json!([]), "{name}");
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

/// An example is of its schema's type; null only where that may be.
fn is_of(schema: &Value, example: &Value, schemas: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return is_of(&schemas[name], example, schemas);
    }
    for choice in ["oneOf", "anyOf"] {
        if let Some(all) = schema[choice].as_array() {
            return all.iter().any(|one| is_of(one, example, schemas));
        }
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        Value::Null => return true,
        kind => vec![kind.clone()],
    };
    kinds.iter().any(|kind| match kind.as_str().unwrap() {
        "null" => example.is_null(),
        "boolean" => example.is_boolean(),
        "integer" => example.is_i64() || example.is_u64(),
        "number" => example.is_number(),
        "string" => example.is_string(),
        "array" => example
            .as_array()
            .is_some_and(|items| items.iter().all(|item| is_of(&schema["items"], item, schemas))),
        _ => example.as_object().is_some_and(|fields| {
            let of_field = |(name, value): (&String, &Value)| is_of(&schema["properties"][name], value, schemas);
            fields.iter().all(of_field)
        }),
    })
}

#[test]
fn every_example_is_of_its_schema() {
    let api = document();
    let schemas = &api["components"]["schemas"];
    let mut unlike = Vec::new();
    for (method, path, operation) in operations(&api) {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let content = &answer["content"]["application/json"];
            if content
                .get("example")
                .is_some_and(|example| !is_of(&content["schema"], example, schemas))
            {
                unlike.push(format!("{method} {path} {status}"));
            }
        }
    }
    for (name, schema) in schemas.as_object().unwrap() {
        for (field, schema) in schema["properties"].as_object().into_iter().flatten() {
            let examples = schema["examples"].as_array().into_iter().flatten();
            if !examples
                .chain(schema.get("example"))
                .all(|example| is_of(schema, example, schemas))
            {
                unlike.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

/// What a body may be refused for although each of its examples does: they name rows that this world does not have.
const OF_THE_WORLD: [&str; 3] = ["no_such", "not_yours", "required"];

#[tokio::test]
async fn every_example_of_a_body_is_one_that_the_route_takes() {
    let world = World::with(&[("RATE_LIMITS", "write=0,costly=0,login=0")]).await;
    let admin = world.log_in("admin@platform.example").await;
    let api = document();
    let mut tried = 0;
    for (method, path, operation) in operations(&api) {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        let Some(name) = schema.as_str().and_then(|r| r.rsplit('/').next()) else {
            continue;
        };
        let operation_id = operation["operationId"].as_str().unwrap();
        let fields = api["components"]["schemas"][name]["properties"].as_object().unwrap();
        let examples = fields.iter().map(|(field, schema)| {
            let example = &schema["examples"][0];
            assert!(!example.is_null(), "{name}.{field} has no example");
            (field.clone(), example.clone())
        });
        let body = Value::Object(examples.collect());
        let path = path.replace("{id}", "1").replace("{skill_id}", "1");
        let path = path.trim_start_matches("/api/v1");
        let answer = admin.request(method, path).json(&body).send().await.unwrap();
        let status = answer.status().as_u16();
        assert!(
            status < 500 && ![400, 405, 415].contains(&status),
            "{operation_id}: {status}"
        );
        if status == 422 {
            let refused: Value = answer.json().await.unwrap();
            for fault in refused["errors"].as_array().unwrap() {
                let code = fault["code"].as_str().unwrap();
                // No link of this world is good.
                let is_link = (operation_id, code) == ("reset_password", "malformed");
                assert!(is_link || OF_THE_WORLD.contains(&code), "{operation_id}: {refused}");
            }
        }
        tried += 1;
    }
    assert!(tried > 30, "{tried} bodies");
}
