//! The same key and body, the same answer.

use crate::world::{World, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn fifty_equal_requests_at_once_make_one_execution() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let post = || async {
        let request = manager
            .request(Method::POST, "/operations/ping")
            .header("idempotency-key", "once");
        let answer = request.json(&json!({ "work_ms": 1 })).send().await.unwrap();
        assert_eq!(answer.status(), 202);
        let location = answer.headers()[header::LOCATION].to_str().unwrap().to_owned();
        let body: Value = answer.json().await.unwrap();
        assert_eq!(location, format!("/api/v1/executions/{}", body["id"].as_str().unwrap()));
        (location, body.to_string())
    };
    let answers: HashSet<_> = futures::future::join_all((0..50).map(|_| post()))
        .await
        .into_iter()
        .collect();
    assert_eq!(answers.len(), 1);
    let pings: Vec<Value> = manager.get("/executions?kind=ping").await.json().await.unwrap();
    assert_eq!(pings.len(), 1);
    assert_eq!(pings[0]["idempotency_key"], "once");
}

#[tokio::test]
async fn another_body_under_the_same_key_is_refused_and_another_caller_is_free() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let other = world.log_in("manager@beta.example").await;
    let post = async |caller: &crate::world::Caller<'_>, work: i64| {
        let request = caller
            .request(Method::POST, "/operations/ping")
            .header("idempotency-key", "k");
        request.json(&json!({ "work_ms": work })).send().await.unwrap()
    };
    assert_eq!(post(&manager, 1).await.status(), 202);
    problem(post(&manager, 2).await, 422, "idempotency_mismatch").await;
    assert_eq!(post(&other, 2).await.status(), 202);
}

#[tokio::test]
async fn a_key_makes_an_entity_once_too() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let post = || {
        let request = manager
            .request(Method::POST, "/consultants")
            .header("idempotency-key", "c");
        request.json(&json!({ "title": "Développeuse" })).send()
    };
    let first: Value = post().await.unwrap().json().await.unwrap();
    let again = post().await.unwrap();
    assert_eq!(
        (
            again.status().as_u16(),
            again.headers()["idempotency-replayed"].to_str().unwrap()
        ),
        (201, "true")
    );
    assert_eq!(again.json::<Value>().await.unwrap(), first);
}
