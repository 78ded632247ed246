//! Probes.

use crate::world::World;
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_process_is_ready_with_its_schema_and_not_with_another() {
    let world = World::new().await;
    let ask = async |path: &str| {
        let answer = world.request(Method::GET, path).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    for path in ["/livez", "/health"] {
        assert_eq!(ask(path).await, (200, json!({ "status": "ok" })));
    }
    let (status, body) = ask("/readyz").await;
    assert_eq!(
        (status, &body["database"], &body["redis"]),
        (200, &json!("up"), &json!("up")),
        "{body}"
    );
    assert_eq!(
        (&body["embedder"], &body["degraded"]),
        (&json!("absent"), &json!(false))
    );
    world.db.execute("UPDATE _sqlx_migrations SET checksum = '\\x00'").await;
    let (status, body) = ask("/readyz").await;
    assert_eq!((status, &body["database"]), (503, &json!("foreign")));
    assert_eq!(ask("/livez").await.0, 200, "it is alive all the same");
}

#[tokio::test]
async fn without_redis_a_process_is_ready_and_says_degraded() {
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let world = World::with(&[("REDIS_URL", &format!("redis://127.0.0.1:{port}"))]).await;
    let answer = world.request(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = answer.json::<Value>().await.unwrap();
    assert_eq!(
        (&body["status"], &body["degraded"], &body["redis"], &body["database"]),
        (&json!("degraded"), &json!(true), &json!("down"), &json!("up")),
        "{body}"
    );
}

#[tokio::test]
async fn a_process_that_was_told_to_stop_still_answers_and_sends_everybody_elsewhere() {
    let world = World::new().await;
    let livez = async || world.request(Method::GET, "/livez").send().await.unwrap();
    assert!(!livez().await.headers().contains_key("connection"));
    world.draining.cancel();
    let answer = livez().await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["connection"], "close");
    let answer = world.request(Method::GET, "/readyz").send().await.unwrap();
    assert_eq!(answer.status(), 503);
    let body = answer.json::<Value>().await.unwrap();
    assert_eq!((&body["status"], &body["database"]), (&json!("draining"), &json!("up")));
}
