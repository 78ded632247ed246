//! Keys of machines: what they may, for how long, and that they are no more than who made them.

use crate::world::{Caller, World, faults, problem};
use reqwest::{Method, Response};
use serde_json::{Value, json};

async fn key(admin: &Caller<'_>, body: Value) -> (String, Value) {
    let made = admin.make("/api-keys", &body).await;
    (made["key"].as_str().unwrap().to_owned(), made["id"].clone())
}

async fn ask(world: &World, key: &str, method: Method, path: &str) -> Response {
    let request = world.request(method, &format!("/api/v1{path}"));
    request.header("x-api-key", key).json(&json!({})).send().await.unwrap()
}

#[tokio::test]
async fn a_key_ends_with_its_time_and_its_text_is_nowhere() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let until = world.db.db.clock().now() + chrono::Duration::hours(1);
    let (text, _) = key(
        &admin,
        json!({ "name": "n8n", "permissions": ["TenderRead"], "company_id": 1, "expires_at": until }),
    )
    .await;
    assert_eq!(ask(&world, &text, Method::GET, "/tenders").await.status(), 200);
    let later = world.later(chrono::Duration::hours(2)).await;
    let request = world.client.get(format!("{later}/api/v1/tenders"));
    let answer = request.header("x-api-key", &text).send().await.unwrap();
    problem(answer, 401, "unauthenticated").await;
    // Neither in its own row nor in the audit log or under an idempotency key; what is kept is a hash.
    let found = world
        .db
        .counts("SELECT 'kept', count(*) FROM api_keys WHERE octet_length(key_hash) = 32 AND prefix = left(prefix, 12)")
        .await;
    assert_eq!(found["kept"], 1);
    let shown = admin.get("/audit?object_kind=api_key").await.text().await.unwrap();
    assert!(shown.contains("tmk_") && !shown.contains(&text), "{shown}");
}

#[tokio::test]
async fn a_key_may_no_more_than_its_maker_who_is_an_admin_or_nobody() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for (n, sql) in [
        "UPDATE users SET role = 'manager', company_id = 1 WHERE email = 'maker0@platform.example'",
        "UPDATE users SET is_active = false WHERE email = 'maker1@platform.example'",
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("maker{n}@platform.example");
        admin
            .make(
                "/users",
                &json!({ "email": email, "password": "correct horse battery", "role": "admin" }),
            )
            .await;
        let maker = world.log_in(&email).await;
        let (whole, _) = key(
            &maker,
            json!({ "name": "whole", "permissions": ["CompanyRead", "AuditRead"] }),
        )
        .await;
        let (one, _) = key(
            &maker,
            json!({ "name": "one", "permissions": ["CompanyRead"], "company_id": 1 }),
        )
        .await;
        for text in [&whole, &one] {
            assert_eq!(ask(&world, text, Method::GET, "/companies").await.status(), 200);
        }
        world.db.execute(sql).await;
        for text in [&whole, &one] {
            problem(
                ask(&world, text, Method::GET, "/companies").await,
                401,
                "unauthenticated",
            )
            .await;
        }
        problem(ask(&world, &whole, Method::GET, "/audit").await, 401, "unauthenticated").await;
    }
}

#[tokio::test]
async fn a_key_without_a_company_reaches_every_one_and_only_what_it_was_given() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for email in ["manager@alpha.example", "manager@gamma.example"] {
        world
            .log_in(email)
            .await
            .make("/tenders", &json!({ "title": "Mission" }))
            .await;
    }
    let (whole, _) = key(&admin, json!({ "name": "whole", "permissions": ["TenderRead"] })).await;
    let (one, _) = key(
        &admin,
        json!({ "name": "one", "permissions": ["TenderRead"], "company_id": 3 }),
    )
    .await;
    for (text, sees) in [(&whole, 2), (&one, 1)] {
        let tenders: Vec<Value> = ask(&world, text, Method::GET, "/tenders").await.json().await.unwrap();
        assert_eq!(tenders.len(), sees);
        problem(
            ask(&world, text, Method::POST, "/operations/ping").await,
            403,
            "forbidden",
        )
        .await;
        problem(ask(&world, text, Method::GET, "/auth/me").await, 403, "forbidden").await;
        problem(ask(&world, text, Method::GET, "/audit").await, 403, "forbidden").await;
    }
    let (pinger, _) = key(&admin, json!({ "name": "pinger", "permissions": ["WorkerPing"] })).await;
    assert_eq!(
        ask(&world, &pinger, Method::POST, "/operations/ping").await.status(),
        202
    );
}

#[tokio::test]
async fn a_key_that_may_write_and_not_read_is_shown_nothing_by_its_writes() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    alpha.make("/consultants", &json!({ "title": "Dev" })).await;
    alpha.make("/tenders", &json!({ "title": "Mission" })).await;
    let wanted = json!({ "name": "writer", "permissions": ["ConsultantCreate", "ConsultantWrite", "TenderWrite"], "company_id": 1 });
    let (writer, _) = key(&admin, wanted).await;
    for of in ["/consultants/1", "/tenders/1"] {
        for (method, path) in [
            (Method::POST, "/archive"),
            (Method::POST, "/unarchive"),
            (Method::POST, "/skills"),
            (Method::PUT, "/skills/1"),
            (Method::DELETE, "/skills/1"),
            (Method::PATCH, ""),
            (Method::DELETE, ""),
        ] {
            let refused = ask(&world, &writer, method.clone(), &format!("{of}{path}")).await;
            assert_eq!(refused.status(), 403, "{method} {of}{path}");
        }
    }
}

#[tokio::test]
async fn a_key_makes_and_changes_nobody_who_may_more_than_it() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let users: Vec<Value> = admin.get("/users?limit=200").await.json().await.unwrap();
    let id_of = |email: &str| users.iter().find(|user| user["email"] == email).unwrap()["id"].clone();
    let rights = json!(["UserCreate", "UserWrite", "UserRead"]);
    let person = |n: u32, role: &str| json!({ "email": format!("made{n}@alpha.example"), "password": "correct horse battery", "role": role, "company_id": 1 });
    for (n, company) in [(1, json!(null)), (2, json!(1))] {
        let (text, _) = key(
            &admin,
            json!({ "name": format!("hr {n}"), "permissions": rights, "company_id": company }),
        )
        .await;
        let send = async |method: Method, path: String, body: Value| {
            let request = world.request(method, &format!("/api/v1{path}"));
            request.header("x-api-key", &text).json(&body).send().await.unwrap()
        };
        let made = send(Method::POST, "/users".to_owned(), person(n, "consultant")).await;
        assert_eq!(made.status(), 201);
        let made: Value = made.json().await.unwrap();
        let renamed = send(
            Method::PUT,
            format!("/users/{}", made["id"]),
            json!({ "last_name": "Vasseur" }),
        )
        .await;
        assert_eq!(renamed.status(), 200);
        for role in ["admin", "manager"] {
            let refused = send(Method::POST, "/users".to_owned(), person(10 + n, role)).await;
            let refused = problem(refused, 422, "validation_failed").await;
            assert!(faults(&refused).contains(&"/role"), "{refused}");
            let promoted = send(Method::PUT, format!("/users/{}", made["id"]), json!({ "role": role })).await;
            let promoted = problem(promoted, 422, "validation_failed").await;
            assert!(faults(&promoted).contains(&"/role"), "{promoted}");
        }
        let above = send(
            Method::PUT,
            format!("/users/{}", id_of("manager@alpha.example")),
            json!({ "email": "evil@alpha.example" }),
        )
        .await;
        problem(above, 403, "forbidden").await;
        let removed = send(
            Method::DELETE,
            format!("/users/{}", id_of("manager@alpha.example")),
            json!({}),
        )
        .await;
        problem(removed, 403, "forbidden").await;
    }
}

#[tokio::test]
async fn a_key_that_would_never_be_good_is_not_made() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let body = json!({ "name": "Import", "permissions": ["SkillRead"], "company_id": 1, "expires_at": "2020-01-01T00:00:00Z" });
    let told = problem(admin.post("/api-keys", &body).await, 422, "validation_failed").await;
    assert_eq!(faults(&told), ["/expires_at"]);
}
