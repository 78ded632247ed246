//! Limits, caches, versions and keys, as every route has them.

use crate::world::{World, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn limits_are_counted_for_all_processes_and_said_in_headers() {
    let prefix = shared::testing::unique("limits");
    let settings = [("RATE_LIMITS", "read=5,login=3"), ("REDIS_PREFIX", prefix.as_str())];
    // Two processes over one Redis; a user of one is counted where its address is: at the log-in.
    let (one, other) = (World::with(&settings).await, World::with(&settings).await);
    let manager = one.log_in("manager@alpha.example").await;
    let first = manager.get("/auth/me").await;
    assert_eq!(first.headers()["ratelimit-limit"], "5");
    assert_eq!(first.headers()["ratelimit-remaining"], "4");
    for _ in 0..4 {
        assert_eq!(manager.get("/skills").await.status(), 200);
    }
    let refused = manager.get("/auth/me").await;
    let seconds: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(refused.headers()["ratelimit-remaining"], "0");
    problem(refused, 429, "rate_limited").await;
    other.log_in("manager@beta.example").await;
    other.log_in("manager@beta.example").await;
    let fourth = one.try_log_in("manager@gamma.example", "whatever").await;
    problem(fourth, 429, "rate_limited").await;
}

#[tokio::test]
async fn without_redis_a_process_limits_by_itself() {
    let settings = [("RATE_LIMITS", "login=3"), ("REDIS_URL", "redis://127.0.0.1:1")];
    let world = World::with(&settings).await;
    for _ in 0..3 {
        problem(
            world.try_log_in("nobody@alpha.example", "x").await,
            401,
            "invalid_credentials",
        )
        .await;
    }
    problem(world.try_log_in("nobody@alpha.example", "x").await, 429, "rate_limited").await;
}

#[tokio::test]
async fn cached_reads_say_so_and_a_write_is_seen_at_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let look = async |path: &str| {
        let answer = manager.get(path).await;
        let cache = answer.headers()["x-cache"].to_str().unwrap().to_owned();
        let total = answer
            .headers()
            .get("x-total-count")
            .map(|t| t.to_str().unwrap().to_owned());
        (cache, total, answer.text().await.unwrap())
    };
    let (cache, total, missed) = look("/skills").await;
    assert_eq!((cache.as_str(), total.as_deref()), ("miss", Some("0")));
    let (cache, total, hit) = look("/skills").await;
    assert_eq!((cache.as_str(), total.as_deref(), hit), ("hit", Some("0"), missed));
    manager
        .make("/skills", &json!({ "name": "Rust", "category": "programming" }))
        .await;
    let (cache, total, _) = look("/skills").await;
    assert_eq!((cache.as_str(), total.as_deref()), ("miss", Some("1")));
    // Another company's caller never gets what was kept for this one.
    look("/companies/1").await;
    let stranger = world.log_in("manager@gamma.example").await;
    let other = stranger.get("/companies/1").await;
    assert_eq!(other.headers()["x-cache"], "miss");
    assert_eq!(other.json::<Value>().await.unwrap()["address"], Value::Null);
    let put = manager
        .request(Method::PUT, "/companies/1")
        .json(&json!({ "description": "Conseil" }));
    assert_eq!(put.send().await.unwrap().status(), 200);
    let (cache, _, body) = look("/companies/1").await;
    assert!(cache == "miss" && body.contains("Conseil"), "{cache} {body}");
}

#[tokio::test]
async fn fifty_equal_posts_make_one_row_of_each_kind() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for (path, body) in [
        ("/companies", json!({ "name": "Une seule", "is_esn": true })),
        ("/portfolios", json!({ "title": "Un seul", "company_id": 1 })),
        ("/skills", json!({ "name": "Une seule", "category": "x" })),
    ] {
        let post = async || {
            let request = admin.request(Method::POST, path).header("idempotency-key", "once");
            let answer = request.json(&body).send().await.unwrap();
            assert_eq!(answer.status(), 201, "{path}");
            answer.json::<Value>().await.unwrap().to_string()
        };
        let answers: HashSet<String> = futures::future::join_all((0..50).map(|_| post()))
            .await
            .into_iter()
            .collect();
        assert_eq!(answers.len(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_lost_update_is_impossible() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = manager.make("/portfolios", &json!({ "title": "0" })).await;
    let path = format!("/portfolios/{}", made["id"]);
    // Twenty writers that read the same version: one wins, the others are told.
    let tag = manager.get(&path).await.headers()[header::ETAG].clone();
    let write = |n: i32| {
        let request = manager
            .request(Method::PUT, &path)
            .header(header::IF_MATCH, tag.clone());
        request.json(&json!({ "title": n.to_string() })).send()
    };
    let answers = futures::future::join_all((1..=20).map(write)).await;
    let mut won: Vec<u16> = answers.into_iter().map(|a| a.unwrap().status().as_u16()).collect();
    won.sort_unstable();
    assert_eq!((won[0], &won[1..]), (200, [412; 19].as_slice()));
}

#[tokio::test]
async fn pages_of_one_reading_neither_repeat_nor_miss_a_row() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for name in ["Denis", "Benoît", "Fanny"] {
        manager
            .make("/consultants", &json!({ "title": "x", "last_name": name }))
            .await;
    }
    let mut next = Some("/consultants?sort=last_name&limit=1".to_owned());
    let mut seen = Vec::new();
    while let Some(path) = next {
        let answer = manager.get(&path).await;
        let link = answer
            .headers()
            .get(header::LINK)
            .map(|l| l.to_str().unwrap().to_owned());
        next = link.and_then(|link| {
            let found = link.split(", ").find(|l| l.ends_with("rel=\"next\""))?.to_owned();
            Some(found.split(['<', '>']).nth(1)?.trim_start_matches("/api/v1").to_owned())
        });
        let rows: Vec<Value> = answer.json().await.unwrap();
        seen.extend(rows.iter().map(|c| c["last_name"].as_str().unwrap().to_owned()));
        // Somebody adds a row that sorts before all others, between any two pages.
        manager
            .make("/consultants", &json!({ "title": "x", "last_name": "Aaron" }))
            .await;
    }
    assert_eq!(seen, ["Benoît", "Denis", "Fanny"]);
}

#[tokio::test]
async fn a_search_folds_accents_forgives_small_typos_and_looks_at_skills() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = manager
        .make(
            "/skills",
            &json!({ "name": "Kubernetes", "category": "cloud", "aliases": ["K8s"] }),
        )
        .await;
    let ada = json!({ "title": "Ingénieure DevOps", "last_name": "Lefèvre", "bio": "Huit ans à Nantes" });
    let ada = manager.make("/consultants", &ada).await;
    manager
        .make("/consultants", &json!({ "title": "Comptable", "last_name": "Martin" }))
        .await;
    let has = json!({ "skill_id": skill["id"], "proficiency_level": "expert" });
    manager.make(&format!("/consultants/{}/skills", ada["id"]), &has).await;
    for (q, found) in [
        ("lefevre", 1),
        ("LEFÈVRE", 1),
        ("lefevr", 1),
        ("lefebvre", 1),
        ("ingenieure nantes", 1),
        ("ingeneure", 1),
        ("kubernetes", 1),
        ("kubernets", 1),
        ("k8s", 1),
        ("devops kubernetes", 1),
        ("devops comptable", 0),
        ("100%25", 0),
        // Too short for a part of a word: "à" alone.
        ("a", 1),
    ] {
        let answer = manager.get(&format!("/consultants?q={q}")).await;
        let rows: Vec<Value> = answer.json().await.unwrap();
        assert_eq!(rows.len(), found, "{q}");
    }
}
