//! Server-sent events, with a Redis that says nothing: the stream looks at the ledger by itself.

use crate::world::{Caller, World, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};

/// An event as a browser gets it.
#[derive(Debug, PartialEq)]
struct Seen {
    id: i64,
    event: String,
    data: Value,
}

fn parse(stream: &str) -> Vec<Seen> {
    let blocks = stream.split("\n\n").filter(|b| b.contains("data:"));
    blocks
        .map(|block| {
            let field = |name: &str| {
                let line = block.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'));
                line.unwrap_or_else(|| panic!("{name} in {block}")).trim().to_owned()
            };
            Seen {
                id: field("id").parse().unwrap(),
                event: field("event"),
                data: serde_json::from_str(&field("data")).unwrap(),
            }
        })
        .collect()
}

async fn follow(caller: &Caller<'_>, id: &str, last: Option<&str>) -> Vec<Seen> {
    let mut request = caller.request(Method::GET, &format!("/executions/{id}/events"));
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/event-stream");
    assert_eq!(answer.headers()["x-accel-buffering"], "no");
    parse(&answer.text().await.unwrap())
}

#[tokio::test]
async fn a_stream_tells_every_change_and_closes_after_the_last() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let id = ping["id"].as_str().unwrap();
    let cancel_path = format!("/executions/{id}/cancel");
    let cancel = async {
        // The stream is open by then, or replays: both end the same.
        manager.request(Method::POST, &cancel_path).send().await.unwrap()
    };
    let (seen, _) = tokio::join!(follow(&manager, id, None), cancel);
    let told: Vec<(i64, &str, &Value)> = seen
        .iter()
        .map(|s| (s.id, s.event.as_str(), &s.data["status"]))
        .collect();
    assert_eq!(
        told,
        [(1, "status", &json!("queued")), (2, "status", &json!("cancelled"))]
    );
    assert!(
        seen.iter()
            .all(|s| s.data["execution_id"] == id && s.data["seq"] == s.id)
    );
}

#[tokio::test]
async fn a_broken_stream_goes_on_after_the_last_event_that_was_seen() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let id = ping["id"].as_str().unwrap();
    manager
        .request(Method::POST, &format!("/executions/{id}/cancel"))
        .send()
        .await
        .unwrap();
    let all = follow(&manager, id, None).await;
    assert_eq!(all.len(), 2);
    assert_eq!(follow(&manager, id, Some("1")).await, all[1..]);
    assert_eq!(follow(&manager, id, Some("")).await, all, "as without the header");
    // The last one was seen: nothing is left to come back for.
    for seen in ["2", "3", "999"] {
        let request = manager.request(Method::GET, &format!("/executions/{id}/events"));
        let over = request.header("last-event-id", seen).send().await.unwrap();
        assert_eq!((over.status().as_u16(), over.text().await.unwrap().as_str()), (204, ""));
    }
    let request = manager.request(Method::GET, &format!("/executions/{id}/events"));
    let bad = request.header("last-event-id", "x").send().await.unwrap();
    problem(bad, 400, "invalid_header").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_claims_to_have_seen_more_than_there_is_still_hears_the_end() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let id = ping["id"].as_str().unwrap();
    let request = manager.request(Method::GET, &format!("/executions/{id}/events"));
    let stream = request.header("last-event-id", "99").send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let cancel = format!("/executions/{id}/cancel");
    assert_eq!(manager.post(&cancel, &json!({})).await.status(), 200);
    let seen = parse(&stream.text().await.unwrap());
    assert_eq!(
        seen.iter().map(|s| (s.id, &s.data["status"])).collect::<Vec<_>>(),
        [(2, &json!("cancelled"))]
    );
}

/// Ends what the caller came with; then its stream ends, and what waits is told so.
async fn ends(world: &World, request: impl Fn(&str) -> reqwest::RequestBuilder, end: impl AsyncFnOnce()) {
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let id = ping["id"].as_str().unwrap();
    let stream = request(&format!("/executions/{id}/events")).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let waiting = tokio::spawn(request(&format!("/executions/{id}?wait=60")).send());
    // The execution stays queued: nothing but the end of the caller ends these.
    end().await;
    let within = std::time::Duration::from_secs(20);
    let seen = tokio::time::timeout(within, stream.text())
        .await
        .expect("the stream ends")
        .unwrap();
    assert_eq!(parse(&seen).len(), 1, "{seen}");
    let waited = tokio::time::timeout(within, waiting).await.expect("the wait ends");
    problem(waited.unwrap().unwrap(), 401, "unauthenticated").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_callers_session() {
    let world = World::new().await;
    let (first, second) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@alpha.example").await,
    );
    let by = |path: &str| first.request(Method::GET, path);
    ends(&world, by, async || {
        assert_eq!(first.post("/auth/logout", &json!({})).await.status(), 200);
    })
    .await;
    // By cookie, and for another reason.
    let by = |path: &str| {
        let request = world.request(Method::GET, &format!("/api/v1{path}"));
        request.header(header::COOKIE, format!("session_token={}", second.opaque))
    };
    let admin = world.log_in("admin@platform.example").await;
    let path = format!("/users/{}", second.id().await);
    ends(&world, by, async || {
        assert_eq!(admin.put(&path, &json!({ "role": "observer" })).await.status(), 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_ends_with_its_callers_key() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let wanted = json!({ "name": "n8n", "permissions": ["ExecutionRead"], "company_id": 1 });
    let key = admin.make("/api-keys", &wanted).await;
    let text = key["key"].as_str().unwrap();
    let by = |path: &str| {
        world
            .request(Method::GET, &format!("/api/v1{path}"))
            .header("x-api-key", text)
    };
    let path = format!("/api-keys/{}", key["id"]);
    ends(&world, by, async || {
        assert_eq!(admin.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    })
    .await;
}
