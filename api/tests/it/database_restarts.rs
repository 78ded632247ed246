//! Every connection to the database ended at once, as by a restart of it: whoever asks next is answered.

use crate::world::World;
use reqwest::Method;
use serde_json::json;

/// But for the one that ends the others; returns once they are gone.
const END_ALL: &str = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_request_fails_because_its_connection_was_dead() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let tender = manager.make("/tenders", &json!({ "title": "Cloud" })).await;
    let tender = format!("/tenders/{}", tender["id"]);
    let asks = [
        (Method::GET, "/tenders"),
        (Method::GET, &tender),
        (Method::GET, "/consultants"),
        (Method::GET, "/executions"),
        (Method::GET, "/matches"),
        (Method::POST, "/operations/ping"),
        (Method::POST, "/tenders"),
        (Method::GET, "/companies"),
    ];
    for round in 0..6 {
        // Many at once, so that many connections are kept and wait; then as many on dead ones, each kind first in its turn.
        for is_after in [false, true] {
            if is_after {
                world.db.execute(END_ALL).await;
            }
            let all = (0..24).map(|n| {
                let (method, path) = &asks[(round + n) % asks.len()];
                let request = manager.request(method.clone(), path);
                let body = json!({ "title": format!("Tender {round}/{n}") });
                match (method, *path) {
                    (&Method::POST, "/tenders") => request.json(&body),
                    (&Method::POST, _) => request.json(&json!({})),
                    _ => request,
                }
                .send()
            });
            for answer in futures::future::join_all(all).await {
                let answer = answer.unwrap();
                let (status, path) = (answer.status(), answer.url().path().to_owned());
                let body = answer.text().await.unwrap();
                assert!(status.is_success(), "round {round}, {path}: {status} {body}");
            }
        }
    }
}
