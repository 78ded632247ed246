//! The way to a new password, behind the letter: what the letter carries is derived here as the worker derives it (worker/tests/it/letters.rs
//! reads it out of one).

use crate::world::{PASSWORD, World, faults, problem};
use chrono::Duration;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use shared::{
    config::{Config, Source},
    identity::tokens::Tokens,
};
use uuid::Uuid;

const NEW: &str = "staple battery horse";
const MANAGER: &str = "manager@alpha.example";

async fn ask(world: &World, email: &str) -> Response {
    let request = world.request(Method::POST, "/api/v1/auth/forgot-password");
    request.json(&json!({ "email": email })).send().await.unwrap()
}

/// What the newest letter carries.
async fn token(world: &World) -> String {
    let newest = "SELECT id::text, 1::bigint FROM password_resets ORDER BY created_at DESC LIMIT 1";
    let newest = world.db.counts(newest).await;
    let id: Uuid = newest.keys().next().unwrap().parse().unwrap();
    let vars = [
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("DATABASE_URL", "postgres://x"),
        ("REDIS_URL", "redis://x"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::from_source(Source::from_map(vars.into())).unwrap();
    let opaque = Tokens::new(&config).resetting(id).next().unwrap();
    opaque.token.expose().to_owned()
}

async fn reset_at(world: &World, url: &str, token: &str, new: &str) -> Response {
    let request = world.client.post(format!("{url}/api/v1/auth/reset-password"));
    let body = json!({ "token": token, "new_password": new });
    request.json(&body).send().await.unwrap()
}

async fn reset(world: &World, token: &str, new: &str) -> Response {
    reset_at(world, &world.url, token, new).await
}

async fn rows(world: &World) -> i64 {
    let counts = world
        .db
        .counts("SELECT 'executions', count(*) FROM executions WHERE kind = 'password_reset_mail'")
        .await;
    counts["executions"]
}

#[tokio::test]
async fn a_link_is_good_once_ends_every_session_and_frees_a_locked_account() {
    let world = World::new().await;
    let manager = world.log_in(MANAGER).await;
    for _ in 0..5 {
        world.try_log_in(MANAGER, "guess").await;
    }
    problem(world.try_log_in(MANAGER, PASSWORD).await, 429, "account_locked").await;
    assert_eq!(ask(&world, "MANAGER@alpha.example").await.status(), 200);
    let first = token(&world).await;
    assert_eq!(ask(&world, MANAGER).await.status(), 200);
    let second = token(&world).await;
    let done = reset(&world, &second, NEW).await;
    assert_eq!(done.status(), 200);
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    assert_eq!(world.try_log_in(MANAGER, NEW).await.status(), 200);
    problem(world.try_log_in(MANAGER, PASSWORD).await, 401, "invalid_credentials").await;
    for spent in [&first, &second] {
        let body = problem(reset(&world, spent, NEW).await, 422, "validation_failed").await;
        assert_eq!(faults(&body), ["/token"]);
    }
    let admin = world.log_in("admin@platform.example").await;
    let lines: Vec<Value> = admin.get("/audit?action=reset_password").await.json().await.unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let asked: Vec<Value> = admin
        .get("/audit?object_kind=password_reset")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked.iter().all(|line| line["actor_id"].is_null()));
}

#[tokio::test]
async fn everything_wrong_is_named_at_once() {
    let world = World::new().await;
    let send = async |body: Value| {
        let request = world.request(Method::POST, "/api/v1/auth/reset-password");
        request.json(&body).send().await.unwrap()
    };
    for (body, wrong) in [
        (json!({}), vec!["/new_password", "/token"]),
        (
            json!({ "token": "no such", "new_password": "short" }),
            vec!["/new_password", "/token"],
        ),
        (
            json!({ "new_password": "short", "more": 1 }),
            vec!["/more", "/new_password", "/token"],
        ),
        (
            json!({ "token": "no such", "new_password": 7 }),
            vec!["/new_password", "/token"],
        ),
    ] {
        let told = problem(send(body).await, 422, "validation_failed").await;
        let mut named = faults(&told);
        named.sort_unstable();
        assert_eq!(named, wrong);
    }
    let request = world.request(Method::POST, "/api/v1/auth/forgot-password");
    let told = request
        .json(&json!({ "email": "nobody", "more": 1 }))
        .send()
        .await
        .unwrap();
    let told = problem(told, 422, "validation_failed").await;
    assert_eq!(faults(&told), ["/email", "/more"]);
}

#[tokio::test]
async fn the_answer_says_nothing_of_an_address_and_three_letters_an_hour_go_to_one() {
    let world = World::with(&[("RATE_LIMITS", "login=0")]).await;
    let mut answers = Vec::new();
    for email in [MANAGER, "nobody@alpha.example"] {
        let all = (0..8).map(|_| ask(&world, email));
        for answer in futures::future::join_all(all).await {
            assert_eq!(answer.status(), 200);
            answers.push(answer.json::<Value>().await.unwrap());
        }
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(rows(&world).await, 6, "known or not, the same is written");
    let later = world.later(Duration::minutes(61)).await;
    let request = world.client.post(format!("{later}/api/v1/auth/forgot-password"));
    let again = request.json(&json!({ "email": MANAGER })).send().await.unwrap();
    assert_eq!((again.status().as_u16(), rows(&world).await), (200, 7));
}

#[tokio::test]
async fn of_many_that_come_with_one_link_at_once_one_sets_the_password() {
    let world = World::with(&[("RATE_LIMITS", "login=0")]).await;
    ask(&world, MANAGER).await;
    let token = token(&world).await;
    let passwords: Vec<String> = (0..8).map(|n| format!("password number {n}")).collect();
    let answers = futures::future::join_all(passwords.iter().map(|new| reset(&world, &token, new))).await;
    let good: Vec<usize> = (0..8).filter(|n| answers[*n].status() == 200).collect();
    assert_eq!(good.len(), 1, "{answers:?}");
    assert_eq!(world.try_log_in(MANAGER, &passwords[good[0]]).await.status(), 200);
}

#[tokio::test]
async fn a_link_is_void_after_an_hour_another_address_another_password_or_deactivation() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let refused = async |answer: Response| {
        let body = problem(answer, 422, "validation_failed").await;
        assert_eq!(faults(&body), ["/token"]);
    };
    ask(&world, MANAGER).await;
    let late = world.later(Duration::minutes(61)).await;
    let old = token(&world).await;
    refused(reset_at(&world, &late, &old, NEW).await).await;

    let manager = world.log_in(MANAGER).await;
    let body = json!({ "current_password": PASSWORD, "new_password": "another battery horse" });
    assert_eq!(manager.post("/auth/change-password", &body).await.status(), 200);
    refused(reset(&world, &old, NEW).await).await;

    ask(&world, "manager@beta.example").await;
    let beta = token(&world).await;
    let users: Vec<Value> = admin.get("/users?q=manager@beta.example").await.json().await.unwrap();
    let path = format!("/users/{}", users[0]["id"]);
    let moved = admin.put(&path, &json!({ "email": "moved@beta.example" })).await;
    assert_eq!(moved.status(), 200);
    refused(reset(&world, &beta, NEW).await).await;
    let back = admin.put(&path, &json!({ "email": "manager@beta.example" })).await;
    assert_eq!(back.status(), 200);
    refused(reset(&world, &beta, NEW).await).await;

    ask(&world, "manager@gamma.example").await;
    let gamma = token(&world).await;
    let users: Vec<Value> = admin.get("/users?q=manager@gamma.example").await.json().await.unwrap();
    let path = format!("/users/{}", users[0]["id"]);
    assert_eq!(admin.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    refused(reset(&world, &gamma, NEW).await).await;
    let told = admin.post(&format!("{path}/reset-password"), &json!({})).await;
    problem(told, 409, "wrong_state").await;
}

#[tokio::test]
async fn who_looks_after_an_account_has_a_link_sent_and_never_sees_it() {
    let world = World::new().await;
    let manager = world.log_in(MANAGER).await;
    let consultant = world.log_in("consultant@alpha.example").await;
    let path = format!("/users/{}/reset-password", consultant.id().await);
    let letter = manager.make(&path, &json!({})).await;
    assert_eq!(letter["kind"], "password_reset_mail");
    let token = token(&world).await;
    assert!(!letter.to_string().contains(&token), "{letter}");
    assert_eq!(
        consultant.get("/auth/me").await.status(),
        200,
        "nothing happens before the link is used"
    );
    problem(consultant.post(&path, &json!({})).await, 403, "forbidden").await;
    let stranger = world.log_in("manager@gamma.example").await;
    problem(stranger.post(&path, &json!({})).await, 404, "not_found").await;
    assert_eq!(reset(&world, &token, NEW).await.status(), 200);
    problem(consultant.get("/auth/me").await, 401, "unauthenticated").await;
    assert_eq!(world.try_log_in("consultant@alpha.example", NEW).await.status(), 200);
}

#[tokio::test]
async fn who_looks_after_an_account_sends_three_letters_an_hour_whoever_else_asked() {
    let world = World::with(&[("RATE_LIMITS", "login=0")]).await;
    let manager = world.log_in(MANAGER).await;
    let consultant = world.log_in("consultant@alpha.example").await;
    // Strangers who ask in its name are in nobody's way.
    for _ in 0..4 {
        ask(&world, "consultant@alpha.example").await;
    }
    let path = format!("/users/{}/reset-password", consultant.id().await);
    let nothing = json!({});
    let answers = futures::future::join_all((0..8).map(|_| manager.post(&path, &nothing))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status().as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 202, 202, 429, 429, 429, 429, 429]);
    assert_eq!(rows(&world).await, 6);
    let refused = answers.into_iter().find(|answer| answer.status() == 429).unwrap();
    let seconds: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3000..=3600).contains(&seconds), "{seconds}");
    problem(refused, 429, "rate_limited").await;
}

#[tokio::test]
async fn the_links_page_speaks_the_readers_language_and_runs_nothing_of_others() {
    let world = World::new().await;
    for (language, title) in [("fr", "Nouveau mot de passe"), ("en-GB", "New password")] {
        let request = world.request(Method::GET, "/reset-password");
        let page = request.header("accept-language", language).send().await.unwrap();
        let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(
            policy.contains("default-src 'none'; script-src 'self'") && !policy.contains("unsafe"),
            "{policy}"
        );
        let html = page.text().await.unwrap();
        assert!(html.contains(&format!("<h1>{title}</h1>")), "{html}");
        for file in ["/reset-password.js", "/reset-password.css"] {
            assert!(html.contains(file));
            assert_eq!(world.request(Method::GET, file).send().await.unwrap().status(), 200);
        }
    }
}
