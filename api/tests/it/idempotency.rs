//! The same key and body, the same answer.

use crate::{
    documentation::operations,
    planted::{callers, plant, request},
    world::{World, problem},
};
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

#[tokio::test]
async fn every_post_that_makes_or_moves_something_answers_again_under_its_key() {
    let world = World::with(&[("RATE_LIMITS", "read=0,write=0,costly=0,login=0")]).await;
    let api = serde_json::to_value(api::router::api_document()).unwrap();
    let callers = callers(&world).await;
    let mut base = 1_000_000;
    let mut checked = 0;
    for entry in operations(&api) {
        let name = entry.2["operationId"].as_str().unwrap().to_owned();
        let parameters = entry.2["parameters"].as_array();
        if !parameters.is_some_and(|all| all.iter().any(|p| p["name"] == "Idempotency-Key")) {
            continue;
        }
        base += 10;
        plant(&world, &[base], None).await;
        // The partner's side: it was asked.
        let (reverse, of_beta) = (["accept_partnership", "reject_partnership"], "manager-partner");
        if reverse.contains(&name.as_str()) {
            let sql = format!(
                "UPDATE partnerships SET initiator_company_id = partner_company_id, partner_company_id = 2 WHERE id = {base} + 1"
            );
            world.db.execute(Box::leak(sql.into_boxed_str())).await;
        }
        if name == "run_schedule" {
            world
                .db
                .execute(
                    "INSERT INTO schedules (name, kind, queue, priority, payload, payload_version, max_attempts, cron, timezone, catch_up, updated_at)
                    VALUES ('nightly', 'ping', 'maintenance', 5, '{\"work_ms\": 0}', 1, 1, '0 3 * * *', 'Europe/Paris', 'skip', now())",
                )
                .await;
        }
        if name == "retry_execution" {
            let sql = format!(
                "WITH ended AS (DELETE FROM executions WHERE id = '00000000-0000-7000-8000-{base:012}' RETURNING *)
                INSERT INTO finished_executions (id, kind, queue, status, priority, payload, payload_version, max_attempts, scheduled_at, created_at,
                    company_id, created_by, finished_at)
                SELECT id, kind, queue, 'error', priority, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by, now()
                FROM ended"
            );
            world.db.execute(Box::leak(sql.into_boxed_str())).await;
        }
        if name == "end_partnership" {
            let sql = format!("UPDATE partnerships SET status = 'active' WHERE id = {base} + 1");
            world.db.execute(Box::leak(sql.into_boxed_str())).await;
        }
        if name == "propose_match" {
            world
                .db
                .execute("UPDATE matches SET status = 'pending', decided_at = NULL WHERE status = 'proposed'")
                .await;
        }
        let wanted = if reverse.contains(&name.as_str()) {
            of_beta
        } else {
            "admin"
        };
        let caller = callers.iter().find(|c| c.name == wanted).unwrap();
        let post = async || {
            let request = request(&world, caller, &api, &entry, base).await;
            let answer = request.header("idempotency-key", "again").send().await.unwrap();
            let replayed = answer.headers().contains_key("idempotency-replayed");
            let kept = ["location", "etag"].map(|h| answer.headers().get(h).cloned());
            (
                answer.status().as_u16(),
                replayed,
                kept,
                answer.json::<Value>().await.unwrap(),
            )
        };
        let first = post().await;
        assert!((200..300).contains(&first.0), "{name}: {first:?}");
        let again = post().await;
        assert!(again.1, "{name} does not know its key again: {again:?}");
        // A new API key's secret is told once.
        if name != "create_api_key" {
            assert_eq!((first.0, first.2, first.3), (again.0, again.2, again.3), "{name}");
        }
        checked += 1;
    }
    assert!(checked >= 35, "{checked} operations take a key");
}

#[tokio::test]
async fn fifty_equal_posts_at_once_make_one_match_and_one_user() {
    let world = World::with(&[("RATE_LIMITS", "read=0,write=0,costly=0,login=0")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let tender = manager
        .make("/tenders", &json!({ "title": "Mission", "status": "open" }))
        .await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    let person = json!({ "email": "camille@exemple.fr", "password": crate::world::PASSWORD });
    let post = async |request: reqwest::RequestBuilder, body: &Value| {
        let answer = request
            .header("idempotency-key", "once")
            .json(body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 201);
        answer.json::<Value>().await.unwrap()["id"].as_i64().unwrap()
    };
    let matches = (0..50).map(|_| post(manager.request(Method::POST, "/matches"), &pair));
    let ids: HashSet<i64> = futures::future::join_all(matches).await.into_iter().collect();
    assert_eq!(ids.len(), 1);
    let users = (0..50).map(|_| post(world.request(Method::POST, "/api/v1/auth/signup/candidate"), &person));
    let ids: HashSet<i64> = futures::future::join_all(users).await.into_iter().collect();
    assert_eq!(ids.len(), 1);
    // What is kept of a body with a password is sealed: nobody can try guesses on it.
    world
        .db
        .execute(
            "DO $$ BEGIN
                ASSERT (SELECT count(*) FROM idempotency_keys WHERE length(request_hash) = 32) = 2;
                ASSERT NOT EXISTS (SELECT FROM idempotency_keys
                    WHERE request_hash = sha256('{\"email\":\"camille@exemple.fr\",\"password\":\"correct horse battery\"}'));
            END $$",
        )
        .await;
}
