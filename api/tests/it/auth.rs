//! Coming in, staying in, going out.

use crate::world::{PASSWORD, World, problem};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn access_and_opaque_tokens_are_good_until_the_session_ends() {
    let world = World::new().await;
    let manager = world.log_in("Manager@Alpha.Example").await;
    let me: Value = manager.get("/auth/me").await.json().await.unwrap();
    assert_eq!((&me["role"], &me["company_id"]), (&json!("manager"), &json!(1)));
    assert!(me.get("password_hash").is_none());
    let by_opaque = |token: &str| world.request(Method::GET, "/api/v1/auth/me").bearer_auth(token);
    assert_eq!(by_opaque(&manager.opaque).send().await.unwrap().status(), 200);
    let out = manager.request(Method::POST, "/auth/logout").send().await.unwrap();
    assert_eq!(out.status(), 200);
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    problem(by_opaque(&manager.opaque).send().await.unwrap(), 401, "unauthenticated").await;
    problem(refresh(&world, &manager.refresh).await, 401, "session_over").await;
}

async fn refresh(world: &World, token: &str) -> reqwest::Response {
    let body = json!({ "refresh_token": token });
    world
        .request(Method::POST, "/api/v1/auth/refresh")
        .json(&body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_used_refresh_token_that_comes_back_revokes_its_session() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let other = world.log_in("manager@alpha.example").await;
    let next: Value = refresh(&world, &manager.refresh).await.json().await.unwrap();
    let access = next["access_token"].as_str().unwrap();
    let me = || world.request(Method::GET, "/api/v1/auth/me").bearer_auth(access).send();
    assert_eq!(me().await.unwrap().status(), StatusCode::OK);
    problem(refresh(&world, &manager.refresh).await, 401, "token_reused").await;
    problem(me().await.unwrap(), 401, "unauthenticated").await;
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    let rotated = next["refresh_token"].as_str().unwrap();
    problem(refresh(&world, rotated).await, 401, "session_over").await;
    assert_eq!(other.get("/auth/me").await.status(), 200, "another log-in goes on");
}

#[tokio::test]
async fn a_deactivated_user_and_a_raised_token_version_are_refused_at_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    world
        .db
        .execute("UPDATE users SET role = 'observer', token_version = token_version + 1 WHERE email = 'manager@alpha.example'")
        .await;
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    let again = world.log_in("manager@alpha.example").await;
    world
        .db
        .execute("UPDATE users SET is_active = false WHERE email = 'manager@alpha.example'")
        .await;
    problem(again.get("/auth/me").await, 401, "unauthenticated").await;
    problem(refresh(&world, &again.refresh).await, 401, "session_over").await;
    let answer = world.try_log_in("manager@alpha.example", PASSWORD).await;
    problem(answer, 401, "invalid_credentials").await;
}

#[tokio::test]
async fn five_failures_lock_an_account_even_for_the_right_password() {
    let world = World::new().await;
    for _ in 0..5 {
        let answer = world.try_log_in("manager@alpha.example", "wrong").await;
        problem(answer, 401, "invalid_credentials").await;
    }
    let locked = world.try_log_in("MANAGER@alpha.example", PASSWORD).await;
    let seconds: u64 = locked.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((800..=900).contains(&seconds), "{seconds}");
    problem(locked, 429, "account_locked").await;
    world.log_in("manager@beta.example").await;
}

#[tokio::test]
async fn guesses_sent_at_the_same_time_are_counted_too() {
    let world = World::new().await;
    let guesses = (0..20).map(|_| world.try_log_in("manager@alpha.example", "wrong"));
    let answers = futures::future::join_all(guesses).await;
    let looked_at = answers.iter().filter(|a| a.status() == 401).count();
    assert!(looked_at <= 5, "{looked_at} of 20 were looked at");
}

#[tokio::test]
async fn an_unknown_address_gets_the_same_answer_as_a_wrong_password() {
    let world = World::new().await;
    let mut bodies = Vec::new();
    for email in ["nobody@alpha.example", "manager@alpha.example"] {
        let mut body = problem(world.try_log_in(email, "wrong").await, 401, "invalid_credentials").await;
        body["request_id"] = Value::Null;
        bodies.push(body);
    }
    assert_eq!(bodies[0], bodies[1]);
}
