//! Executions as their clients see them.

use crate::world::{World, faults, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};
use shared::jobs::{
    ping::Ping,
    schedules::{
        CatchUp,
        usecases::{Planned, register},
    },
};
use std::time::{Duration, Instant};

#[tokio::test]
async fn they_are_listed_newest_first_by_cursor() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let mut made = Vec::new();
    for _ in 0..5 {
        let ping = manager.make("/operations/ping", &json!({})).await;
        made.insert(0, ping["id"].as_str().unwrap().to_owned());
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = manager.get(&format!("/executions?kind=ping&limit=2{cursor}")).await;
        let next = page
            .headers()
            .get("x-next-cursor")
            .map(|c| c.to_str().unwrap().to_owned());
        assert_eq!(page.headers().contains_key(header::LINK), next.is_some());
        let rows: Vec<Value> = page.json().await.unwrap();
        assert!(rows.len() <= 2);
        seen.extend(rows.iter().map(|e| e["id"].as_str().unwrap().to_owned()));
        let Some(next) = next else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, made);
    for (query, found) in [
        ("status=queued", 5),
        ("status=success,error", 0),
        ("from=2100-01-01T00:00:00Z", 0),
        ("created_by=999", 0),
    ] {
        let rows: Vec<Value> = manager.get(&format!("/executions?{query}")).await.json().await.unwrap();
        assert_eq!(rows.len(), found, "{query}");
    }
    let bad = manager.get("/executions?subject=resume&status=lost&cursor=x").await;
    assert_eq!(
        faults(&problem(bad, 422, "validation_failed").await),
        ["status", "subject", "cursor"]
    );
}

#[tokio::test]
async fn another_company_does_not_see_them() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let path = format!("/executions/{}", ping["id"].as_str().unwrap());
    let partner = world.log_in("manager@beta.example").await;
    problem(partner.get(&path).await, 404, "not_found").await;
    problem(partner.get(&format!("{path}/events")).await, 404, "not_found").await;
    let cancel = partner
        .request(Method::POST, &format!("{path}/cancel"))
        .send()
        .await
        .unwrap();
    problem(cancel, 404, "not_found").await;
    let consultant = world.log_in("consultant@alpha.example").await;
    problem(consultant.post("/operations/ping", &json!({})).await, 403, "forbidden").await;
}

#[tokio::test]
async fn a_cancelled_one_stays_cancelled_and_is_retried_as_another() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({ "work_ms": 3 })).await;
    let path = format!("/executions/{}", ping["id"].as_str().unwrap());
    let post = |verb: &str| manager.request(Method::POST, &format!("{path}/{verb}")).send();
    problem(post("retry").await.unwrap(), 409, "wrong_state").await;
    for _ in 0..2 {
        let cancelled: Value = post("cancel").await.unwrap().json().await.unwrap();
        assert_eq!(cancelled["status"], "cancelled");
    }
    let retried = post("retry").await.unwrap();
    assert_eq!(retried.status(), 202);
    let retried: Value = retried.json().await.unwrap();
    assert_eq!(retried["retry_of"], ping["id"]);
    assert_eq!(retried["payload"], json!({ "work_ms": 3 }));
}

#[tokio::test]
async fn a_long_poll_answers_when_it_changes_and_else_when_its_time_is_up() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let path = format!("/executions/{}", ping["id"].as_str().unwrap());
    let first = manager.get(&path).await;
    let tag = first.headers()[header::ETAG].clone();
    let unchanged = manager
        .request(Method::GET, &path)
        .header(header::IF_NONE_MATCH, &tag)
        .send()
        .await
        .unwrap();
    assert_eq!(unchanged.status(), 304);
    let begun = Instant::now();
    let waited = manager.get(&format!("{path}?wait=1")).await;
    assert_eq!((waited.status().as_u16(), &waited.headers()[header::ETAG]), (200, &tag));
    assert!(begun.elapsed() >= Duration::from_secs(1));
    let poll_path = format!("{path}?wait=30");
    let poll = manager.get(&poll_path);
    let cancel_path = format!("{path}/cancel");
    let cancel = manager.request(Method::POST, &cancel_path).send();
    let (polled, cancelled) = tokio::join!(poll, cancel);
    assert_eq!(cancelled.unwrap().status(), 200);
    let polled: Value = polled.json().await.unwrap();
    assert_eq!(polled["status"], "cancelled");
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "it did not wait its time out"
    );
    problem(manager.get(&format!("{path}?wait=61")).await, 422, "validation_failed").await;
}

#[tokio::test]
async fn queues_and_workers_are_for_admins() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    admin.make("/operations/ping", &json!({})).await;
    let queues: Vec<Value> = admin.get("/queues").await.json().await.unwrap();
    let maintenance = queues.iter().find(|q| q["name"] == "maintenance").unwrap();
    assert_eq!(
        (&maintenance["depth"], &maintenance["paused"]),
        (&json!(1), &json!(false))
    );
    let workers: Vec<Value> = admin.get("/workers").await.json().await.unwrap();
    assert!(workers.is_empty());
    let manager = world.log_in("manager@alpha.example").await;
    problem(manager.get("/queues").await, 403, "forbidden").await;
    problem(manager.get("/workers").await, 403, "forbidden").await;
}

#[tokio::test]
async fn the_trace_of_the_request_goes_on_in_the_execution() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let sent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let request = manager
        .request(Method::POST, "/operations/ping")
        .header("traceparent", sent)
        .json(&json!({}));
    let made: Value = request.send().await.unwrap().json().await.unwrap();
    let path = format!("/executions/{}", made["id"].as_str().unwrap());
    let seen: Value = manager.get(&path).await.json().await.unwrap();
    assert_eq!(seen["trace"], sent);
    // Who runs it again, or has a schedule run, causes the execution that comes of it.
    manager.post(&format!("{path}/cancel"), &json!({})).await;
    let admin = world.log_in("admin@platform.example").await;
    let ping = Ping { work_ms: 0 };
    let planned = Planned::new("nightly", "15 3 * * *", "Europe/Paris", CatchUp::Latest, &ping).unwrap();
    register(&world.db.db, &[planned]).await.unwrap();
    let run = "/schedules/nightly/run".to_owned();
    for (caller, path) in [(&manager, format!("{path}/retry")), (&admin, run)] {
        let sent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        let request = caller.request(Method::POST, &path).header("traceparent", sent);
        let made: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!(made["trace"], sent, "{path}: {made}");
    }
}
