//! The framework's own refusals have the same shape as ours, in the caller's language.

use crate::world::{World, faults, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};

#[tokio::test]
async fn every_refusal_of_the_framework_is_a_problem() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    problem(manager.get("/nothing").await, 404, "route_not_found").await;
    problem(
        world.request(Method::GET, "/nothing").send().await.unwrap(),
        404,
        "route_not_found",
    )
    .await;
    let wrong_method = manager.request(Method::DELETE, "/skills").send().await.unwrap();
    assert!(wrong_method.headers().contains_key(header::ALLOW));
    problem(wrong_method, 405, "method_not_allowed").await;
    problem(manager.get("/consultants/first").await, 400, "invalid_path").await;
    problem(manager.get("/executions/1").await, 400, "invalid_path").await;
    let post = |kind: &'static str, body: String| {
        let request = manager
            .request(Method::POST, "/skills")
            .header(header::CONTENT_TYPE, kind);
        request.body(body).send()
    };
    problem(
        post("text/plain", "{}".into()).await.unwrap(),
        415,
        "unsupported_media_type",
    )
    .await;
    let broken = problem(
        post("application/json", "{\n\"name\":}".into()).await.unwrap(),
        400,
        "invalid_json",
    )
    .await;
    assert!(broken["detail"].as_str().unwrap().contains("Ligne 2"), "{broken}");
    let array = problem(
        post("application/json", "[]".into()).await.unwrap(),
        422,
        "validation_failed",
    )
    .await;
    assert_eq!(faults(&array), [""]);
    let huge = format!("{{\"name\":\"{}\"}}", "x".repeat(2 * 1024 * 1024));
    problem(post("application/json", huge).await.unwrap(), 413, "body_too_large").await;
}

#[tokio::test]
async fn problems_speak_the_language_that_is_asked_for() {
    let world = World::new().await;
    let ask = async |language: &str| {
        let request = world
            .request(Method::GET, "/api/v1/auth/me")
            .header(header::ACCEPT_LANGUAGE, language);
        problem(request.send().await.unwrap(), 401, "unauthenticated").await["title"].clone()
    };
    assert_eq!(ask("en-GB,fr;q=0.5").await, "Not authenticated");
    assert_eq!(ask("de").await, "Non authentifié");
}

#[tokio::test]
async fn a_request_id_comes_back_and_headers_protect_the_answer() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let request = manager
        .request(Method::GET, "/skills/")
        .header("x-request-id", "trace-me_1");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200, "a trailing slash is the same route");
    let headers = answer.headers();
    assert_eq!(headers["x-request-id"], "trace-me_1");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
    assert!(headers["x-process-time"].to_str().unwrap().parse::<f64>().unwrap() > 0.0);
    assert!(!headers.contains_key("strict-transport-security"));
}

#[tokio::test]
async fn behind_https_browsers_are_told_to_stay_there_and_answers_are_compressed() {
    let world = World::new().await;
    let ask = async |encoding: &'static str| {
        let request = world
            .request(Method::GET, "/openapi.json")
            .header("x-forwarded-proto", "https");
        request.header(header::ACCEPT_ENCODING, encoding).send().await.unwrap()
    };
    for encoding in ["gzip", "br"] {
        let answer = ask(encoding).await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], encoding);
        assert!(answer.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert!(
            serde_json::from_slice::<Value>(&answer.bytes().await.unwrap()).is_err(),
            "{encoding}"
        );
    }
    let plain = ask("identity").await;
    assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
    assert_eq!(plain.json::<Value>().await.unwrap()["openapi"], "3.1.0");
}

#[tokio::test]
async fn only_named_origins_may_call_from_a_browser() {
    let world = World::new().await;
    let from = |origin: &'static str| {
        let request = world
            .request(Method::OPTIONS, "/api/v1/skills")
            .header(header::ORIGIN, origin);
        request.header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST").send()
    };
    let allowed = from("https://app.example.com").await.unwrap();
    assert_eq!(
        allowed.headers()["access-control-allow-origin"],
        "https://app.example.com"
    );
    let other = from("https://evil.example.com").await.unwrap();
    assert!(!other.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn parameters_that_a_route_does_not_have_are_named() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let on_list = problem(
        manager.get("/consultants?limit=201&colour=red").await,
        422,
        "validation_failed",
    )
    .await;
    assert_eq!(faults(&on_list), ["limit", "colour"]);
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let path = format!("/consultants/{}?verbose=1", made["id"]);
    let on_entity = problem(manager.get(&path).await, 422, "validation_failed").await;
    assert_eq!(faults(&on_entity), ["verbose"]);
}
