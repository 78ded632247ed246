//! What http.md says of every route, tried on every route of openapi.json.

use crate::{
    documentation::{document, operations},
    world::{Caller, World, faults, problem},
};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::{Value, json};
use shared::{kernel::CompanyId, testing::TestDb};

/// The path without `/api/v1`, with the id of a row that is there.
fn filled(path: &str) -> String {
    let path = path.trim_start_matches("/api/v1");
    ["{id}", "{skill_id}", "{resume_id}", "{tender_id}", "{consultant_id}"]
        .iter()
        .fold(path.to_owned(), |path, name| path.replace(name, "1"))
}

fn parameters(operation: &Value) -> Vec<&str> {
    let all = operation["parameters"].as_array().into_iter().flatten();
    let of_query = all.filter(|p| p["in"] == "query");
    of_query.filter_map(|p| p["name"].as_str()).collect()
}

fn answers_list(operation: &Value) -> bool {
    operation["responses"]["200"]["content"]["application/json"]["schema"]["type"] == "array"
}

/// A consultant, a tender, a skill of both, a match: each has the id 1.
async fn plant(db: &TestDb) {
    db.execute(
        "INSERT INTO skills (name, category, created_at) VALUES ('Rust', 'programming', now());
        INSERT INTO consultants (company_id, title, status, created_at) VALUES (1, 'Développeuse', 'available', now());
        INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at) VALUES (1, 1, 1, 'expert', now());
        INSERT INTO tenders (company_id, title, status, created_at) VALUES (1, 'Mission', 'open', now());
        INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) VALUES (1, 1, 1, 'required', now());",
    )
    .await;
}

async fn of(answer: Response) -> (StatusCode, header::HeaderMap) {
    (answer.status(), answer.headers().clone())
}

#[tokio::test]
async fn every_list_is_paged_counted_and_refuses_what_it_does_not_know() {
    let world = World::with(&[("RATE_LIMITS", "read=0")]).await;
    plant(&world.db).await;
    let admin = world.log_in("admin@platform.example").await;
    let mut tried = 0;
    for (method, path, operation) in operations(&document()) {
        // Counts by kind are as many as there are kinds.
        if method != Method::GET || !answers_list(&operation) || path.ends_with("/stats") {
            continue;
        }
        let (name, path) = (operation["operationId"].as_str().unwrap(), filled(&path));
        tried += 1;
        // By cursor, for its rows come by the thousand.
        let by_cursor = name == "list_executions";
        assert!(
            by_cursor || ["limit", "offset"].iter().all(|p| parameters(&operation).contains(p)),
            "{name}"
        );
        let (status, headers) = of(admin.get(&format!("{path}?limit=1")).await).await;
        if path.contains("/resumes") || path.contains("/analyses") {
            assert!([200, 404].contains(&status.as_u16()), "{name}");
            continue;
        }
        assert_eq!(status, 200, "{name}");
        if !by_cursor {
            let total: usize = headers["x-total-count"].to_str().unwrap().parse().unwrap();
            let whole: Vec<Value> = admin.get(&path).await.json().await.unwrap();
            assert_eq!(whole.len(), total, "{name}");
            assert_eq!(headers.contains_key("link"), total > 1, "{name}");
            let rest: Vec<Value> = admin.get(&format!("{path}?skip=1")).await.json().await.unwrap();
            assert_eq!(rest.len(), total.saturating_sub(1), "{name}: `skip` is `offset`");
        }
        let head = admin
            .request(Method::HEAD, &format!("{path}?limit=1"))
            .send()
            .await
            .unwrap();
        assert_eq!(head.status(), 200, "{name} by HEAD");
        let refused = admin.get(&format!("{path}?limit=201&zqx=1")).await;
        let refused = problem(refused, 422, "validation_failed").await;
        let mut named = faults(&refused);
        named.sort_unstable();
        assert_eq!(named, ["limit", "zqx"], "{name}");
    }
    assert!(tried > 20, "{tried} lists");
}

#[tokio::test]
async fn every_body_refuses_what_it_does_not_know_by_a_pointer() {
    let world = World::with(&[("RATE_LIMITS", "write=0,costly=0,login=0")]).await;
    plant(&world.db).await;
    let admin = world.log_in("admin@platform.example").await;
    let mut tried = 0;
    for (method, path, operation) in operations(&document()) {
        let content = &operation["requestBody"]["content"];
        let is_multipart = content.get("multipart/form-data").is_some();
        // What ends sessions would end this one.
        if [Method::GET, Method::DELETE].contains(&method) || is_multipart || path.contains("/log-out") {
            continue;
        }
        let (name, path) = (operation["operationId"].as_str().unwrap(), filled(&path));
        let path = path.replace("{name}", "matching").replace("{kind}", "ping");
        let answer = admin
            .request(method, &path)
            .json(&json!({ "zqx/a~b": 1 }))
            .send()
            .await
            .unwrap();
        let refused = problem(answer, 422, "validation_failed").await;
        assert!(faults(&refused).contains(&"/zqx~1a~0b"), "{name}: {refused}");
        tried += 1;
    }
    assert!(tried > 50, "{tried} bodies");
}

#[tokio::test]
async fn a_read_of_an_entity_heeds_conditions() {
    let world = World::new().await;
    plant(&world.db).await;
    let admin = world.log_in("admin@platform.example").await;
    let api = document();
    let tagged = |path: &str| {
        operations(&api).into_iter().any(|(method, p, operation)| {
            p.trim_start_matches("/api/v1") == path
                && method == Method::PUT
                && operation["responses"].get("412").is_some()
        })
    };
    let mut tried = 0;
    for (path, there) in [
        ("/consultants/{id}", "/consultants/1"),
        ("/tenders/{id}", "/tenders/1"),
        ("/companies/{id}", "/companies/1"),
        ("/users/{id}", "/users/1"),
        ("/skills/{id}", "/skills/1"),
        ("/partnerships/{id}", "/partnerships/1"),
    ] {
        assert!(tagged(path), "{path}");
        let ask = async |name: header::HeaderName, value: &str| {
            let answer = admin
                .request(Method::GET, there)
                .header(name, value)
                .send()
                .await
                .unwrap();
            (
                answer.status().as_u16(),
                answer.headers().get(header::ETAG).cloned(),
                answer.text().await.unwrap(),
            )
        };
        let (status, tag, body) = ask(header::ACCEPT, "*/*").await;
        let tag = tag.unwrap().to_str().unwrap().to_owned();
        assert!(status == 200 && !body.is_empty(), "{path}");
        let (status, kept, body) = ask(header::IF_NONE_MATCH, &format!("\"other\", {tag}")).await;
        assert_eq!((status, body.as_str()), (304, ""), "{path}");
        assert_eq!(kept.unwrap().to_str().unwrap(), tag, "{path}");
        assert_eq!(ask(header::IF_NONE_MATCH, "\"other\"").await.0, 200, "{path}");
        assert_eq!(ask(header::IF_MATCH, &tag).await.0, 200, "{path}");
        assert_eq!(ask(header::IF_MATCH, "\"0\"").await.0, 412, "{path}");
        tried += 1;
    }
    assert_eq!(tried, 6);
}

async fn refused_fields(caller: &Caller<'_>, path: &str, body: Value) -> Vec<String> {
    let refused = problem(caller.post(path, &body).await, 422, "validation_failed").await;
    faults(&refused).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn faults_inside_a_field_are_named_where_they_are() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let skill = json!({ "name": "Rust", "category": "programming", "aliases": ["rs", 7, "a\u{0}b"] });
    assert_eq!(
        refused_fields(&admin, "/skills", skill).await,
        ["/aliases/1", "/aliases/2"]
    );
    let weights = json!({ "weights": { "skills": 2, "rate": 0.5, "charm/wit": 1 } });
    assert_eq!(
        refused_fields(&admin, "/matches/generate", weights).await,
        ["/weights/charm~1wit", "/weights/skills"]
    );
}

#[tokio::test]
async fn input_that_the_database_would_choke_on_is_refused_before() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for day in ["-9999-01-01", "+12026-01-01", "0000-01-01", "2026-3-1", "2026-02-30"] {
        let body = json!({ "title": "Développeuse", "company_id": 1, "availability_date": day });
        assert_eq!(
            refused_fields(&admin, "/consultants", body).await,
            ["/availability_date"],
            "{day}"
        );
    }
    assert_eq!(
        refused_fields(&admin, "/matches/generate", json!({ "company_id": 99 })).await,
        ["/company_id"]
    );
    assert_eq!(
        refused_fields(
            &admin,
            "/operations/drill",
            json!({ "label": "x", "shape": "instant", "company_id": 99 })
        )
        .await,
        ["/company_id"]
    );
    problem(admin.get("/executions?subject=%00:1").await, 422, "validation_failed").await;
    problem(
        admin.post("/schedules/a%00b/run", &json!({})).await,
        400,
        "invalid_path",
    )
    .await;
}

#[tokio::test]
async fn a_manager_may_name_its_own_company_in_a_change() {
    let world = World::new().await;
    plant(&world.db).await;
    let manager = world.log_in("manager@alpha.example").await;
    for path in ["/consultants/1", "/tenders/1"] {
        for (company, status) in [(1, 200), (2, 422)] {
            let body = json!({ "company_id": CompanyId(company), "title": "Autre" });
            let answer = manager.request(Method::PUT, path).json(&body).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), status, "{path} {company}");
        }
    }
}

#[tokio::test]
async fn the_older_spelling_of_a_route_is_the_same_route() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let form =
        || reqwest::multipart::Form::new().part("file", reqwest::multipart::Part::text("Camille").file_name("cv.txt"));
    let upload = admin
        .request(Method::POST, "/cv-analysis/upload/?company_id=1")
        .multipart(form());
    assert_eq!(upload.send().await.unwrap().status(), 201);
    let unknown = form().text("colour", "red");
    let upload = admin
        .request(Method::POST, "/cv-analysis/upload?company_id=1")
        .multipart(unknown);
    let refused = problem(upload.send().await.unwrap(), 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/colour"]);
}

#[tokio::test]
async fn a_problem_in_french_has_no_english_words() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for (language, said) in [("fr", "(compétence)"), ("en", "(skill)")] {
        let answer = admin
            .request(Method::GET, "/skills/99")
            .header(header::ACCEPT_LANGUAGE, language);
        let body = problem(answer.send().await.unwrap(), 404, "not_found").await;
        assert!(body["detail"].as_str().unwrap().ends_with(said), "{body}");
    }
}
