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
    assert_eq!(follow(&manager, id, Some("2")).await, []);
    let request = manager.request(Method::GET, &format!("/executions/{id}/events"));
    let bad = request.header("last-event-id", "x").send().await.unwrap();
    problem(bad, 400, "invalid_header").await;
}
