//! How long tokens last, what ends them, and what a cookie must prove.

use crate::world::{PASSWORD, World, problem};
use chrono::Duration;
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

async fn refresh(client: &reqwest::Client, url: &str, token: &str) -> Response {
    let body = json!({ "refresh_token": token });
    client
        .post(format!("{url}/api/v1/auth/refresh"))
        .json(&body)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn an_opaque_token_lasts_a_day_and_a_refresh_token_a_week() {
    let world = World::new().await;
    let caller = world.log_in("manager@alpha.example").await;
    for (hours, status) in [(23, 200), (25, 401)] {
        let url = world.later(Duration::hours(hours)).await;
        let me = |request: reqwest::RequestBuilder| request.send();
        let by_bearer = world
            .client
            .get(format!("{url}/api/v1/auth/me"))
            .bearer_auth(&caller.opaque);
        assert_eq!(me(by_bearer).await.unwrap().status(), status, "after {hours} hours");
        let by_cookie = world.client.get(format!("{url}/api/v1/auth/me"));
        let by_cookie = by_cookie.header(header::COOKIE, format!("session_token={}", caller.opaque));
        assert_eq!(me(by_cookie).await.unwrap().status(), status, "after {hours} hours");
        let by_access = world
            .client
            .get(format!("{url}/api/v1/auth/me"))
            .bearer_auth(&caller.access);
        problem(me(by_access).await.unwrap(), 401, "unauthenticated").await;
    }
    let late = world.later(Duration::days(7) + Duration::minutes(1)).await;
    problem(
        refresh(&world.client, &late, &caller.refresh).await,
        401,
        "session_over",
    )
    .await;
    let early = world.later(Duration::days(6)).await;
    assert_eq!(refresh(&world.client, &early, &caller.refresh).await.status(), 200);
}

#[tokio::test]
async fn opaque_token_and_cookie_end_with_the_password_the_company_and_the_user() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for (email, ends) in [
        ("manager@alpha.example", "password"),
        ("manager@beta.example", "company"),
        ("manager@gamma.example", "user"),
    ] {
        let caller = world.log_in(email).await;
        let path = format!("/users/{}", caller.id().await);
        match ends {
            "password" => {
                let body = json!({ "current_password": PASSWORD, "new_password": "staple battery horse" });
                assert_eq!(caller.post("/auth/change-password", &body).await.status(), 200);
            }
            "company" => assert_eq!(admin.put(&path, &json!({ "company_id": 4 })).await.status(), 200),
            _ => {
                let gone = admin.request(Method::DELETE, &path).send().await.unwrap();
                assert_eq!(gone.status(), 204);
            }
        }
        let me = || world.request(Method::GET, "/api/v1/auth/me");
        problem(
            me().bearer_auth(&caller.opaque).send().await.unwrap(),
            401,
            "unauthenticated",
        )
        .await;
        let by_cookie = me().header(header::COOKIE, format!("session_token={}", caller.opaque));
        problem(by_cookie.send().await.unwrap(), 401, "unauthenticated").await;
        problem(caller.get("/auth/me").await, 401, "unauthenticated").await;
        problem(
            refresh(&world.client, &world.url, &caller.refresh).await,
            401,
            "session_over",
        )
        .await;
    }
}

#[tokio::test]
async fn whatever_a_cookie_changes_needs_the_proof_and_the_whole_origin_counts() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let made = alpha.make("/tenders", &json!({ "title": "Mission" })).await;
    let path = format!("/api/v1/tenders/{}", made["id"]);
    let by_cookie = |method: Method| {
        let request = world.request(method, &path).json(&json!({}));
        request.header(header::COOKIE, format!("session_token={}", alpha.opaque))
    };
    let host = world.url.strip_prefix("http://").unwrap();
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        problem(by_cookie(method.clone()).send().await.unwrap(), 403, "cross_site").await;
        for origin in ["null", "https://evil.example", host, &format!("https://{host}"), ""] {
            let refused = by_cookie(method.clone()).header("origin", origin).send().await.unwrap();
            problem(refused, 403, "cross_site").await;
        }
        // Behind a proxy that ends TLS, ours is the encrypted one.
        let in_the_clear = by_cookie(method.clone()).header("x-forwarded-proto", "https");
        let in_the_clear = in_the_clear.header("origin", world.url.as_str()).send().await.unwrap();
        problem(in_the_clear, 403, "cross_site").await;
        let proved = by_cookie(method).header("x-forwarded-proto", "https");
        let proved = proved.header("origin", format!("https://{host}")).send().await.unwrap();
        assert!(proved.status().is_success(), "{}", proved.status());
    }
}

#[tokio::test]
async fn whoever_waits_for_approval_is_not_locked_out_by_a_right_password() {
    let world = World::new().await;
    world
        .db
        .execute("UPDATE users SET statut = 'en_attente' WHERE email = 'manager@alpha.example'")
        .await;
    for _ in 0..7 {
        let answer = world.try_log_in("manager@alpha.example", PASSWORD).await;
        problem(answer, 403, "awaiting_approval").await;
    }
    // Guesses still count, also between right ones.
    for _ in 0..5 {
        problem(
            world.try_log_in("manager@alpha.example", "wrong").await,
            401,
            "invalid_credentials",
        )
        .await;
    }
    problem(
        world.try_log_in("manager@alpha.example", PASSWORD).await,
        429,
        "account_locked",
    )
    .await;
}

#[tokio::test]
async fn every_further_lock_is_twice_as_long() {
    let world = World::new().await;
    let log_in = async |url: &str, password: &str| {
        let body = json!({ "email": "manager@alpha.example", "password": password });
        world
            .client
            .post(format!("{url}/api/v1/auth/login"))
            .json(&body)
            .send()
            .await
            .unwrap()
    };
    let mut minutes = 0;
    for lock in [15, 30, 60] {
        let url = world.later(Duration::minutes(minutes)).await;
        for _ in 0..5 {
            problem(log_in(&url, "wrong").await, 401, "invalid_credentials").await;
        }
        let locked = log_in(&url, PASSWORD).await;
        let seconds: i64 = locked.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!(
            (lock * 60 - 5..=lock * 60).contains(&seconds),
            "{seconds} s instead of {lock} minutes"
        );
        problem(locked, 429, "account_locked").await;
        minutes += lock + 1;
    }
    let url = world.later(Duration::minutes(minutes)).await;
    assert_eq!(log_in(&url, PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn a_password_is_the_same_however_its_accents_are_typed() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let decomposed = "cafe\u{301} cre\u{300}me";
    let body = json!({ "current_password": PASSWORD, "new_password": decomposed });
    assert_eq!(alpha.post("/auth/change-password", &body).await.status(), 200);
    for typed in ["caf\u{e9} cr\u{e8}me", decomposed] {
        assert_eq!(world.try_log_in("manager@alpha.example", typed).await.status(), 200);
    }
    let me: Value = world
        .try_log_in("manager@alpha.example", decomposed)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(me["user"]["role"], "manager");
}
