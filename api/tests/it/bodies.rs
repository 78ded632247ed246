//! What clients put around JSON: byte order marks, compression, lines.

use crate::world::{Caller, World, faults, problem};
use flate2::{Compression, write::GzEncoder};
use reqwest::{Body, Method, Response, header, multipart};
use serde_json::{Value, json};
use std::io::Write;

fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

async fn send(caller: &Caller<'_>, path: &str, coding: Option<&str>, body: Vec<u8>) -> Response {
    let mut request = caller
        .request(Method::POST, path)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body);
    if let Some(coding) = coding {
        request = request.header(header::CONTENT_ENCODING, coding);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let made = send(&manager, "/consultants", None, marked(r#"{"title":"Développeuse"}"#)).await;
    assert_eq!(made.status(), 201);
    let id = made.json::<Value>().await.unwrap()["id"].clone();
    let archived = send(&manager, &format!("/consultants/{id}/archive"), None, marked("{}")).await;
    assert_eq!(archived.status(), 200);
    let twice = send(&manager, "/consultants", None, marked("\u{feff}{}")).await;
    problem(twice, 400, "invalid_json").await;
}

#[tokio::test]
async fn compressed_bodies_are_read_within_the_bounds_of_others() {
    let world = World::with(&[("RATE_LIMITS", "write=0")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = || gzipped(r#"{"title":"Développeuse"}"#.as_bytes());
    for coding in ["gzip", "x-gzip", "GZIP", "identity, gzip"] {
        let made = send(&manager, "/consultants", Some(coding), body()).await;
        assert_eq!(made.status(), 201, "{coding}");
    }
    let plain = send(&manager, "/consultants", Some("identity"), br#"{"title":"X"}"#.to_vec()).await;
    assert_eq!(plain.status(), 201);
    // Small as it comes, beyond the limit as it is.
    let bomb = gzipped(&vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    problem(
        send(&manager, "/consultants", Some("gzip"), bomb).await,
        413,
        "body_too_large",
    )
    .await;
    let refused = send(&manager, "/consultants", Some("br"), body()).await;
    assert_eq!(refused.headers()[header::ACCEPT_ENCODING], "gzip");
    problem(refused, 415, "unsupported_media_type").await;
    let broken = send(&manager, "/consultants", Some("gzip"), b"{}".to_vec()).await;
    problem(broken, 400, "invalid_json").await;
    let nothing = send(&manager, "/operations/ping", Some("gzip"), gzipped(b"{}")).await;
    assert_eq!(nothing.status(), 202);
    // An upload, whose form is compressed as a whole.
    let form = multipart::Form::new().part("file", multipart::Part::text("Camille").file_name("cv.txt"));
    let kind = format!("multipart/form-data; boundary={}", form.boundary());
    let boundary = form.boundary().to_owned();
    let text = format!(
        "--{boundary}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"cv.txt\"\r\n\r\nCamille\r\n--{boundary}--\r\n"
    );
    let upload = manager
        .request(Method::POST, "/cv_analysis/upload")
        .header(header::CONTENT_TYPE, kind)
        .header(header::CONTENT_ENCODING, "gzip")
        .body(gzipped(text.as_bytes()));
    assert_eq!(upload.send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn text_has_lines_where_people_write_some() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let given = "12 quai de la Fosse\r\n44000 Nantes\rFrance";
    let kept = "12 quai de la Fosse\n44000 Nantes\nFrance";
    let changed: Value = admin
        .put("/companies/1", &json!({ "address": given, "description": given }))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&changed["address"], &changed["description"]),
        (&json!(kept), &json!(kept))
    );
    let skill = json!({ "name": "Rust", "category": "programming", "description": given });
    let skill = manager.make("/skills", &skill).await;
    assert_eq!(skill["description"], kept);
    for (path, level) in [("/consultants", "proficiency_level"), ("/tenders", "importance")] {
        let value = if level == "importance" { "required" } else { "expert" };
        let entry = json!({ "skill_id": skill["id"], level: value, "details": given });
        let made = manager.make(path, &json!({ "title": "x", "skills": [entry] })).await;
        assert_eq!(made["skills"][0]["details"], kept);
    }
    let refused = manager.post("/consultants", &json!({ "title": "a\nb" })).await;
    assert_eq!(faults(&problem(refused, 422, "validation_failed").await), ["/title"]);
}

#[tokio::test]
async fn a_skill_that_a_body_names_twice_is_named_by_its_second_place() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = json!({ "name": "Rust", "category": "programming" });
    let id = manager.make("/skills", &skill).await["id"].clone();
    for (path, level) in [("/consultants", "proficiency_level"), ("/tenders", "importance")] {
        let value = if level == "importance" { "required" } else { "expert" };
        let entry = json!({ "skill_id": id, level: value });
        let body = json!({ "title": "x", "skills": [entry, { "skill_id": 99, level: value }, entry] });
        let refused = problem(manager.post(path, &body).await, 422, "validation_failed").await;
        assert_eq!(faults(&refused), ["/skills/1/skill_id", "/skills/2/skill_id"], "{path}");
        assert_eq!(refused["errors"][1]["code"], "repeated");
    }
}

#[tokio::test]
async fn booleans_of_a_query_are_read_whatever_their_case() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    manager
        .make("/consultants", &json!({ "title": "x", "remote_work": true }))
        .await;
    for (said, found) in [("True", 1), ("TRUE", 1), ("true", 1), ("False", 0)] {
        let rows: Vec<Value> = manager
            .get(&format!("/consultants?remote={said}"))
            .await
            .json()
            .await
            .unwrap();
        assert_eq!(rows.len(), found, "{said}");
    }
    problem(manager.get("/consultants?remote=oui").await, 422, "validation_failed").await;
}

#[tokio::test]
async fn a_list_of_a_query_is_named_as_clients_name_it() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for status in ["open", "draft", "closed"] {
        manager
            .make("/tenders", &json!({ "title": "x", "status": status }))
            .await;
    }
    for query in [
        "status=open,draft",
        "status=open&status=draft",
        "status[]=open&status%5B%5D=draft",
    ] {
        let rows: Vec<Value> = manager.get(&format!("/tenders?{query}")).await.json().await.unwrap();
        assert_eq!(rows.len(), 2, "{query}");
    }
    // What is one value has no list.
    problem(manager.get("/tenders?company_id[]=1").await, 422, "validation_failed").await;
}

#[tokio::test]
async fn an_empty_body_has_no_type_to_judge() {
    let world = World::with(&[("RATE_LIMITS", "write=0")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "x" })).await;
    let tender = json!({ "title": "x", "status": "open" });
    let tender = manager.make("/tenders", &tender).await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    let id = manager.make("/matches", &pair).await["id"].clone();
    let empty = |path: &str, kind: &'static str| {
        let request = manager.request(Method::POST, path);
        request.header(header::CONTENT_TYPE, kind)
    };
    let chunked = || Body::wrap_stream(futures::stream::empty::<Result<Vec<u8>, std::io::Error>>());
    for (path, kind, body) in [
        (
            format!("/matches/{id}/propose"),
            "application/octet-stream",
            Body::from(""),
        ),
        (
            format!("/matches/{id}/cancel"),
            "application/x-www-form-urlencoded",
            chunked(),
        ),
        ("/operations/ping".to_owned(), "text/plain", Body::from("")),
        ("/operations/ping".to_owned(), "application/json", chunked()),
    ] {
        let answer = empty(&path, kind).body(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path} {kind}: {}", answer.status());
    }
    // What must be given is named, rather than the type.
    let refused = empty("/consultants", "application/octet-stream")
        .body("")
        .send()
        .await
        .unwrap();
    assert_eq!(faults(&problem(refused, 422, "validation_failed").await), ["/title"]);
    let stream = Body::wrap_stream(futures::stream::iter([Ok::<_, std::io::Error>(b"{}".to_vec())]));
    let typed = empty("/operations/ping", "text/plain")
        .body(stream)
        .send()
        .await
        .unwrap();
    problem(typed, 415, "unsupported_media_type").await;
}
