//! Probes.

use crate::{
    command_line::{Killed, program},
    tls::address,
    world::{World, problem},
};
use axum::{Router, http::StatusCode, routing::get};
use reqwest::Method;
use serde_json::{Value, json};
use shared::testing::{TestDb, unique};
use std::{
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::net::TcpListener;

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
        (&body["embedder"], &body["n8n"], &body["degraded"]),
        (&json!("absent"), &json!("absent"), &json!(false))
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
async fn without_its_file_store_a_process_is_degraded_and_takes_no_file() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let status = async || {
        let answer = world.request(Method::GET, "/readyz").send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let body = answer.json::<Value>().await.unwrap();
        (body["status"].clone(), body["file_store"].clone())
    };
    let upload = async || {
        let part = reqwest::multipart::Part::bytes(b"Jeanne Martin\nNantes".to_vec()).file_name("cv.txt");
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = manager.request(Method::POST, "/cv_analysis/upload");
        request.multipart(form).send().await.unwrap()
    };
    assert_eq!(status().await, (json!("ready"), json!("up")));
    assert_eq!(upload().await.status(), 201);
    let aside = world.files.with_extension("aside");
    std::fs::rename(&world.files, &aside).unwrap();
    assert_eq!(status().await, (json!("degraded"), json!("down")));
    let refused = upload().await;
    assert!(refused.headers().contains_key("retry-after"));
    problem(refused, 503, "unavailable").await;
    assert!(!world.files.exists(), "nothing stands in its place");
    std::fs::rename(&aside, &world.files).unwrap();
    assert_eq!(status().await, (json!("ready"), json!("up")));
    assert_eq!(upload().await.status(), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_can_only_be_read_makes_a_process_degraded() {
    let db = TestDb::new().await;
    let plain = program(&db, &["serve"], "test");
    let files = std::env::temp_dir().join(unique("read_only"));
    // Whoever runs this: under the limit no file takes a byte, as on a disk that is mounted for reading.
    let mut limited = Command::new("/bin/sh");
    limited
        .args(["-c", r#"trap '' XFSZ; ulimit -f 0; exec "$0" "$@""#])
        .arg(plain.get_program())
        .args(plain.get_args())
        .env_clear()
        .envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .env("STORAGE_DIR", &files)
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped());
    let mut serving = Killed(limited.spawn().unwrap());
    let url = format!("http://{}/readyz", address(&mut serving));
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = answer.json().await.unwrap();
    std::fs::remove_dir_all(&files).unwrap();
    assert_eq!(
        (&body["status"], &body["file_store"], &body["database"]),
        (&json!("degraded"), &json!("down"), &json!("up")),
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

#[tokio::test]
async fn n8n_is_a_part_that_one_can_do_without() {
    let is_up = Arc::new(AtomicBool::new(true));
    let state = Arc::clone(&is_up);
    let readiness = move || {
        let is_up = state.load(Ordering::SeqCst);
        std::future::ready(if is_up {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        })
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api_url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    let n8n = Router::new().route("/healthz/readiness", get(readiness));
    tokio::spawn(async move { axum::serve(listener, n8n).await });
    let world = World::with(&[("N8N_API_URL", &api_url)]).await;
    let ask = async || {
        let answer = world
            .request(Method::GET, "/api/v1/monitoring/health")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        answer.json::<Value>().await.unwrap()
    };
    let body = ask().await;
    assert_eq!(
        (&body["n8n"], &body["status"]),
        (&json!("up"), &json!("ready")),
        "{body}"
    );
    is_up.store(false, Ordering::SeqCst);
    let body = ask().await;
    assert_eq!(
        (&body["n8n"], &body["status"]),
        (&json!("down"), &json!("degraded")),
        "{body}"
    );
}

#[tokio::test]
async fn an_admin_reads_what_the_process_counted() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let answer = admin.get("/monitoring/metrics").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(
        answer.headers()["content-type"],
        "text/plain; version=0.0.4; charset=utf-8"
    );
    let counted = answer.text().await.unwrap();
    assert!(
        counted
            .lines()
            .any(|line| line.starts_with("http_request_seconds_count")
                && line.contains("/auth/login")
                && line.contains("200")),
        "{counted}"
    );
}
