//! A request that is answered before its body was read does not cost the next one on its connection: the rest is read, or the answer says that
//! the connection closes.

use crate::world::World;
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// One answer on a connection: its status line and headers in lower case.
async fn answer(connection: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1)?.split("\r\n").next()?;
    let mut left = (end + length.parse::<usize>().unwrap()).saturating_sub(bytes.len());
    while left > 0 {
        let mut more = vec![0; left];
        left -= connection.read(&mut more).await.unwrap();
    }
    Some(head)
}

async fn connect(world: &World) -> TcpStream {
    TcpStream::connect(world.url.trim_start_matches("http://"))
        .await
        .unwrap()
}

fn head(path: &str, length: usize, more: &str) -> String {
    let kind = if more.contains("content-type") {
        ""
    } else {
        "content-type: application/json\r\n"
    };
    format!("POST /api/v1{path} HTTP/1.1\r\nhost: x\r\n{kind}content-length: {length}\r\n{more}\r\n")
}

/// Sends the head, then the body late, and a read on the same connection; what the first was answered with.
async fn late_body_then_read(world: &World, path: &str, more: &str) -> String {
    let mut connection = connect(world).await;
    let body = b"{\"title\": \"x\"}";
    connection
        .write_all(head(path, body.len(), more).as_bytes())
        .await
        .unwrap();
    // An answer that does not wait for the body must say that the connection is over.
    let early = timeout(Duration::from_millis(200), answer(&mut connection)).await;
    if let Ok(early) = early {
        let early = early.unwrap();
        assert!(early.contains("connection: close"), "{path}: {early}");
        return early;
    }
    connection.write_all(body).await.unwrap();
    let first = answer(&mut connection).await.unwrap();
    if !first.contains("connection: close") {
        connection
            .write_all(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let second = answer(&mut connection).await;
        let second = second.unwrap_or_else(|| panic!("{path}: the next request was lost after {first}"));
        assert!(second.starts_with("http/1.1 200"), "{path}: {second}");
    }
    first
}

#[tokio::test]
async fn a_refusal_before_the_body_keeps_the_connection_or_says_that_it_ends() {
    let world = World::with(&[("RATE_LIMITS", "login=1")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let token = format!("authorization: Bearer {}\r\n", manager.access);
    for (path, more, status) in [
        ("/consultants", "", 401),
        ("/nowhere", "", 404),
        ("/livez", "", 404),
        ("/consultants?colour=red", token.as_str(), 422),
        ("/consultants/seven/skills", token.as_str(), 400),
        ("/audit", token.as_str(), 405),
        ("/auth/login", "", 429),
    ] {
        let first = late_body_then_read(&world, path, more).await;
        assert!(first.starts_with(&format!("http/1.1 {status}")), "{path}: {first}");
        assert!(
            !first.contains("connection: close"),
            "{path}: a short rest is read: {first}"
        );
    }
    let typed = late_body_then_read(&world, "/consultants", &format!("{token}content-type: text/plain\r\n")).await;
    assert!(typed.starts_with("http/1.1 415"), "{typed}");
}

#[tokio::test]
async fn what_is_too_long_to_be_passed_over_ends_the_connection_and_says_so() {
    let world = World::new().await;
    let mut connection = connect(&world).await;
    let length = 64 * 1024 * 1024;
    connection
        .write_all(head("/consultants", length, "").as_bytes())
        .await
        .unwrap();
    let refused = answer(&mut connection).await.unwrap();
    assert!(
        refused.starts_with("http/1.1 401") && refused.contains("connection: close"),
        "{refused}"
    );
}

#[tokio::test]
async fn who_waits_to_be_told_is_not_asked_for_a_body_that_nobody_reads() {
    let world = World::new().await;
    let mut connection = connect(&world).await;
    let expecting = head("/consultants", 1000, "expect: 100-continue\r\n");
    connection.write_all(expecting.as_bytes()).await.unwrap();
    let refused = answer(&mut connection).await.unwrap();
    assert!(
        refused.starts_with("http/1.1 401") && refused.contains("connection: close"),
        "{refused}"
    );
}

#[tokio::test]
async fn an_upload_without_a_token_reads_why_it_was_refused() {
    let world = World::new().await;
    for size in [2_000_000, 12_000_000] {
        let answer = world
            .request(reqwest::Method::POST, "/api/v1/cv_analysis/upload")
            .body(vec![b'x'; size])
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 401);
    }
}
