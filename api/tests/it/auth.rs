//! Coming in, staying in, going out.

use crate::world::{PASSWORD, World, faults, problem};
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
    refresh_at(world, &world.url, token, None).await
}

async fn refresh_at(world: &World, url: &str, token: &str, address: Option<&str>) -> reqwest::Response {
    let body = json!({ "refresh_token": token });
    let mut request = world.client.post(format!("{url}/api/v1/auth/refresh")).json(&body);
    if let Some(address) = address {
        request = request.header("x-forwarded-for", address);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_used_refresh_token_that_comes_back_later_revokes_its_session() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let other = world.log_in("manager@alpha.example").await;
    let next: Value = refresh(&world, &manager.refresh).await.json().await.unwrap();
    let access = next["access_token"].as_str().unwrap();
    let me = || world.request(Method::GET, "/api/v1/auth/me").bearer_auth(access).send();
    assert_eq!(me().await.unwrap().status(), StatusCode::OK);
    let later = world.later(chrono::Duration::seconds(11)).await;
    problem(
        refresh_at(&world, &later, &manager.refresh, None).await,
        401,
        "token_reused",
    )
    .await;
    problem(me().await.unwrap(), 401, "unauthenticated").await;
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    let rotated = next["refresh_token"].as_str().unwrap();
    problem(refresh(&world, rotated).await, 401, "session_over").await;
    assert_eq!(other.get("/auth/me").await.status(), 200, "another log-in goes on");
}

/// Two tabs, a moment apart or at once.
#[tokio::test]
async fn a_refresh_token_that_is_sent_twice_within_seconds_gets_the_same_answer() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let tabs = (0..6).map(|_| refresh(&world, &manager.refresh));
    let mut answers = Vec::new();
    for answer in futures::future::join_all(tabs).await {
        assert_eq!(answer.status(), StatusCode::OK);
        answers.push(answer.json::<Value>().await.unwrap());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let access = answers[0]["access_token"].as_str().unwrap();
    let me = world.request(Method::GET, "/api/v1/auth/me").bearer_auth(access);
    assert_eq!(me.send().await.unwrap().status(), StatusCode::OK);
    // Once the next one was used, the one before it is a copy that somebody has.
    let next = answers[0]["refresh_token"].as_str().unwrap();
    assert_eq!(refresh(&world, next).await.status(), StatusCode::OK);
    problem(refresh(&world, &manager.refresh).await, 401, "token_reused").await;
    problem(refresh(&world, next).await, 401, "session_over").await;
}

#[tokio::test]
async fn a_used_refresh_token_from_another_address_is_a_copy_at_once() {
    let world = World::with(&[("TRUSTED_PROXIES", "1")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let from = async |address| refresh_at(&world, &world.url, &manager.refresh, Some(address)).await;
    assert_eq!(from("192.0.2.1").await.status(), StatusCode::OK);
    assert_eq!(from("192.0.2.1").await.status(), StatusCode::OK);
    problem(from("192.0.2.2").await, 401, "token_reused").await;
    problem(from("192.0.2.1").await, 401, "session_over").await;
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
    let world = World::with(&[("RATE_LIMITS", "login=0")]).await;
    let guesses = (0..20).map(|_| world.try_log_in("manager@alpha.example", "wrong"));
    let answers = futures::future::join_all(guesses).await;
    let told = answers.iter().filter(|a| a.status() == 401).count();
    assert_eq!(told, 5, "of 20 so many are told that they are wrong");
    let locked = world.try_log_in("manager@alpha.example", PASSWORD).await;
    let seconds: u64 = locked.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(seconds <= 900, "five failures, and no more, were noted: {seconds}");
    problem(locked, 429, "account_locked").await;
}

#[tokio::test]
async fn right_passwords_at_the_same_time_lock_nobody_out() {
    let world = World::with(&[("RATE_LIMITS", "login=0")]).await;
    for _ in 0..4 {
        let answer = world.try_log_in("manager@alpha.example", "wrong").await;
        problem(answer, 401, "invalid_credentials").await;
    }
    let right = (0..20).map(|_| world.try_log_in("manager@alpha.example", PASSWORD));
    for answer in futures::future::join_all(right).await {
        assert_eq!(answer.status(), StatusCode::OK);
    }
    // Approved by nobody yet: no failures of who knows the password either.
    world
        .db
        .execute("UPDATE users SET statut = 'en_attente' WHERE email = 'manager@alpha.example'")
        .await;
    let waiting = (0..8).map(|_| world.try_log_in("manager@alpha.example", PASSWORD));
    for answer in futures::future::join_all(waiting).await {
        problem(answer, 403, "awaiting_approval").await;
    }
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

#[tokio::test]
async fn a_wrong_password_costs_the_same_work_whoever_has_what_hash() {
    let world = World::new().await;
    let failed = async |email: &str| {
        let before = world.passwords.work_done();
        problem(
            world.try_log_in(email, "not the password").await,
            401,
            "invalid_credentials",
        )
        .await;
        let after = world.passwords.work_done();
        [0, 1, 2].map(|kind| after[kind] - before[kind])
    };
    let modern = "manager@alpha.example";
    assert_eq!(
        [failed("nobody@alpha.example").await, failed(modern).await],
        [[1, 0, 0]; 2],
        "argon2id is all there is"
    );
    // Hashes of other passwords, of both older systems and of two costs.
    world
        .db
        .execute(
            "UPDATE users SET password_hash = CASE email
                WHEN 'manager@beta.example' THEN '$2b$04$7EGBEn//jaXS82TIYO63vOrJE17QIHDyUNigmYSRAmxkLAS7IN1qy'
                WHEN 'manager@gamma.example' THEN '$2b$06$7EGBEn//jaXS82TIYO63vOrJE17QIHDyUNigmYSRAmxkLAS7IN1qy'
                ELSE '9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e$1d288d9c6c87f08190f8511cbcea0389cccc3622d7b0784966803f4359c992c1' END
            WHERE email IN ('manager@beta.example', 'manager@gamma.example', 'client@delta.example')",
        )
        .await;
    for email in [
        "nobody@alpha.example",
        modern,
        "manager@beta.example",
        "manager@gamma.example",
        "client@delta.example",
    ] {
        assert_eq!(failed(email).await, [1, 1 << 6, 1], "{email}");
    }
}

#[tokio::test]
async fn that_an_account_waits_is_told_after_a_right_password_only() {
    let world = World::new().await;
    world
        .db
        .execute(
            "UPDATE users SET statut = 'en_attente' WHERE email = 'manager@alpha.example';
            UPDATE users SET statut = 'refuse' WHERE email = 'manager@beta.example'",
        )
        .await;
    let waiting = "manager@alpha.example";
    problem(
        world.try_log_in(waiting, "not the password").await,
        401,
        "invalid_credentials",
    )
    .await;
    problem(world.try_log_in(waiting, PASSWORD).await, 403, "awaiting_approval").await;
    problem(
        world.try_log_in("manager@beta.example", PASSWORD).await,
        401,
        "invalid_credentials",
    )
    .await;
}

#[tokio::test]
async fn of_a_matricule_is_said_whether_it_is_one_and_only_so_often() {
    let world = World::with(&[("RATE_LIMITS", "login=3")]).await;
    world
        .db
        .execute(
            "INSERT INTO seeg_agents (matricule, company_id, first_name, last_name, created_at) VALUES (1042, 1, 'Aline', 'Obame', now())",
        )
        .await;
    let verify = async |body: Value| {
        let request = world.request(Method::POST, "/api/v1/auth/verify-matricule").json(&body);
        request.send().await.unwrap()
    };
    for (matricule, valid) in [(1042, true), (1043, false)] {
        let answer = verify(json!({ "matricule": matricule })).await;
        assert_eq!(answer.json::<Value>().await.unwrap(), json!({ "valid": valid }));
    }
    let refused = problem(
        verify(json!({ "matricule": 0, "name": "x" })).await,
        422,
        "validation_failed",
    )
    .await;
    let mut at = faults(&refused);
    at.sort_unstable();
    assert_eq!(at, ["/matricule", "/name"]);
    problem(verify(json!({ "matricule": 1042 })).await, 429, "rate_limited").await;
}
