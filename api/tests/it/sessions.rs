//! Sessions of browsers and machines, older password hashes, and who administers users.

use crate::world::{PASSWORD, World, faults, problem};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

fn cookie(answer: &Response, name: &str) -> String {
    let all = answer.headers().get_all(header::SET_COOKIE);
    let found = all
        .iter()
        .map(|c| c.to_str().unwrap())
        .find(|c| c.starts_with(&format!("{name}=")));
    found.expect("the cookie is set").to_owned()
}

#[tokio::test]
async fn a_cookie_reads_and_changes_only_with_a_proof_of_origin() {
    let world = World::new().await;
    let answer = world.try_log_in("manager@alpha.example", PASSWORD).await;
    let (session, csrf) = (cookie(&answer, "session_token"), cookie(&answer, "csrf_token"));
    assert!(
        session.contains("HttpOnly") && session.contains("SameSite=Lax") && session.contains("Secure"),
        "{session}"
    );
    assert!(!csrf.contains("HttpOnly"), "a script sends it back: {csrf}");
    let pair = |cookie: &str| cookie.split(';').next().unwrap().to_owned();
    let cookies = format!("{}; {}", pair(&session), pair(&csrf));
    let request = |method: Method, path: &str| {
        let request = world.request(method, &format!("/api/v1{path}"));
        request.header(header::COOKIE, cookies.clone())
    };
    assert_eq!(request(Method::GET, "/auth/me").send().await.unwrap().status(), 200);
    let skill = |n: i32| json!({ "name": format!("Skill {n}"), "category": "x" });
    let bare = request(Method::POST, "/skills").json(&skill(1)).send().await.unwrap();
    problem(bare, 403, "cross_site").await;
    for (name, value, status) in [
        ("origin", "https://evil.example", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("x-csrf-token", "guessed", 403),
        ("origin", world.url.as_str(), 201),
        ("origin", "https://app.example.com", 201),
        ("sec-fetch-site", "same-origin", 201),
        ("x-csrf-token", csrf.split(['=', ';']).nth(1).unwrap(), 201),
    ] {
        let body = json!({ "name": format!("{name} {value}"), "category": "x" });
        let answer = request(Method::POST, "/skills")
            .header(name, value)
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), status, "{name}: {value}");
    }
    let out = request(Method::POST, "/auth/logout").header("sec-fetch-site", "same-origin");
    let out = out.send().await.unwrap();
    assert!(cookie(&out, "session_token").contains("Max-Age=0"));
    problem(
        request(Method::GET, "/auth/me").send().await.unwrap(),
        401,
        "unauthenticated",
    )
    .await;
}

#[tokio::test]
async fn sessions_are_listed_ended_one_by_one_and_all_at_once() {
    let world = World::new().await;
    let (first, second) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@alpha.example").await,
    );
    let all: Vec<Value> = first.get("/auth/sessions").await.json().await.unwrap();
    let current: Vec<&Value> = all.iter().filter(|s| s["is_current"] == true).collect();
    assert_eq!((all.len(), current.len()), (2, 1));
    let other = all.iter().find(|s| s["is_current"] == false).unwrap();
    let path = format!("/auth/sessions/{}", other["id"].as_str().unwrap());
    let stranger = world.log_in("manager@beta.example").await;
    let foreign = stranger.request(Method::DELETE, &path).send().await.unwrap();
    problem(foreign, 404, "not_found").await;
    assert_eq!(first.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    problem(second.get("/auth/me").await, 401, "unauthenticated").await;
    let third = world.log_in("manager@alpha.example").await;
    let out = first.request(Method::POST, "/auth/logout-all").send().await.unwrap();
    assert_eq!(out.status(), 200);
    problem(first.get("/auth/me").await, 401, "unauthenticated").await;
    problem(third.get("/auth/me").await, 401, "unauthenticated").await;
}

#[tokio::test]
async fn a_changed_password_ends_every_session_and_guesses_of_it_lock() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let change = |current: &str, new: &str| {
        let body = json!({ "current_password": current, "new_password": new });
        manager
            .request(Method::POST, "/auth/change-password")
            .json(&body)
            .send()
    };
    let short = change(PASSWORD, "short").await.unwrap();
    assert_eq!(
        faults(&problem(short, 422, "validation_failed").await),
        ["/new_password"]
    );
    problem(
        change("wrong", "staple battery horse").await.unwrap(),
        401,
        "invalid_credentials",
    )
    .await;
    assert_eq!(change(PASSWORD, "staple battery horse").await.unwrap().status(), 200);
    problem(manager.get("/auth/me").await, 401, "unauthenticated").await;
    problem(
        world.try_log_in("manager@alpha.example", PASSWORD).await,
        401,
        "invalid_credentials",
    )
    .await;
    let again = world.try_log_in("manager@alpha.example", "staple battery horse").await;
    assert_eq!(again.status(), 200);
    let beta = world.log_in("manager@beta.example").await;
    for _ in 0..5 {
        let guess = json!({ "current_password": "wrong", "new_password": "staple battery horse" });
        problem(
            beta.post("/auth/change-password", &guess).await,
            401,
            "invalid_credentials",
        )
        .await;
    }
    let guess = json!({ "current_password": PASSWORD, "new_password": "staple battery horse" });
    problem(beta.post("/auth/change-password", &guess).await, 429, "account_locked").await;
}

/// The hashes of a fictional password that Python's passlib and hashlib made; how, says `shared/src/identity/passwords/older.rs`.
#[tokio::test]
async fn users_of_older_systems_come_along_and_their_hashes_are_replaced() {
    let world = World::new().await;
    let password = "Mot de passe fictif 42 é";
    for (email, set) in [
        (
            "manager@alpha.example",
            "UPDATE users SET password_hash = '$2b$12$G2E0wI85zrmdCd4koR3lSuDwV2tqyXsTkquyc2GV9WnffwzH2U9ae' WHERE email = 'manager@alpha.example'",
        ),
        (
            "manager@beta.example",
            "UPDATE users SET password_hash = '9f2c4e6a8b0d1f3a5c7e9b1d3f5a7c9e$1d288d9c6c87f08190f8511cbcea0389cccc3622d7b0784966803f4359c992c1' WHERE email = 'manager@beta.example'",
        ),
    ] {
        world.db.execute(set).await;
        problem(world.try_log_in(email, PASSWORD).await, 401, "invalid_credentials").await;
        assert_eq!(world.try_log_in(email, password).await.status(), 200, "{email}");
    }
    // Fails unless both are argon2id now.
    world
        .db
        .execute("DO $$ BEGIN ASSERT (SELECT count(*) FROM users WHERE email IN ('manager@alpha.example', 'manager@beta.example') AND password_hash LIKE '$argon2id$%') = 2; END $$")
        .await;
    assert_eq!(world.try_log_in("manager@alpha.example", password).await.status(), 200);
}

#[tokio::test]
async fn a_key_does_what_it_was_given_for_its_company_until_it_is_revoked() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    alpha.make("/tenders", &json!({ "title": "Mission" })).await;
    let wanted = json!({ "name": "n8n", "permissions": ["TenderRead"], "company_id": 1 });
    problem(alpha.post("/api-keys", &wanted).await, 403, "forbidden").await;
    let unknown = json!({ "name": "n8n", "permissions": ["TenderRead", "Everything"] });
    let refused = problem(admin.post("/api-keys", &unknown).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/permissions/1"]);
    let keyed = admin.request(Method::POST, "/api-keys").header("idempotency-key", "k");
    let made: Value = keyed.json(&wanted).send().await.unwrap().json().await.unwrap();
    let text = made["key"].as_str().unwrap().to_owned();
    let keyed = admin.request(Method::POST, "/api-keys").header("idempotency-key", "k");
    let again: Value = keyed.json(&wanted).send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&again["id"], &again["key"]),
        (&made["id"], &Value::Null),
        "its text is told once"
    );
    let by_key = |method: Method, path: &str| {
        world
            .request(method, &format!("/api/v1{path}"))
            .header("x-api-key", &text)
    };
    let tenders: Vec<Value> = by_key(Method::GET, "/tenders")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(tenders.len(), 1);
    for path in ["/consultants", "/auth/sessions", "/users/me", "/api-keys"] {
        problem(by_key(Method::GET, path).send().await.unwrap(), 403, "forbidden").await;
    }
    let all: Vec<Value> = admin.get("/api-keys").await.json().await.unwrap();
    assert!(!all[0].to_string().contains(&text));
    let path = format!("/api-keys/{}", made["id"]);
    assert_eq!(admin.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    problem(
        by_key(Method::GET, "/tenders").send().await.unwrap(),
        401,
        "unauthenticated",
    )
    .await;
}

#[tokio::test]
async fn managers_make_people_of_their_company_and_nobody_becomes_more_by_itself() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let person = |role: &str| json!({ "email": format!("{role}@new.example"), "password": "correct horse battery", "role": role });
    let refused = problem(alpha.post("/users", &person("admin")).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/role"]);
    let mut foreign = person("client");
    foreign["company_id"] = json!(2);
    let refused = problem(alpha.post("/users", &foreign).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/company_id"]);
    let made = alpha.make("/users", &person("recruiter")).await;
    assert_eq!(made["company_id"], 1);
    problem(alpha.post("/users", &person("recruiter")).await, 409, "already_exists").await;
    let path = format!("/users/{}", made["id"]);
    problem(
        world.log_in("manager@beta.example").await.get(&path).await,
        404,
        "not_found",
    )
    .await;
    let recruiter = world.log_in("recruiter@new.example").await;
    let own = recruiter
        .request(Method::PUT, &path)
        .json(&json!({ "role": "manager", "first_name": "Ada" }));
    let refused = problem(own.send().await.unwrap(), 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/role"]);
    let named = recruiter
        .request(Method::PUT, "/users/me")
        .json(&json!({ "first_name": "Ada", "last_name": "Lovelace" }));
    let named: Value = named.send().await.unwrap().json().await.unwrap();
    assert_eq!(named["full_name"], "Ada Lovelace");
    let changed = alpha
        .request(Method::PUT, &path)
        .json(&json!({ "role": "observer" }))
        .send()
        .await
        .unwrap();
    assert_eq!(changed.status(), 200);
    problem(recruiter.get("/auth/me").await, 401, "unauthenticated").await;
    assert_eq!(alpha.request(Method::DELETE, &path).send().await.unwrap().status(), 204);
    let gone = world.try_log_in("recruiter@new.example", "correct horse battery").await;
    problem(gone, 401, "invalid_credentials").await;
    let me: Value = alpha.get("/auth/me").await.json().await.unwrap();
    let itself = alpha
        .request(Method::DELETE, &format!("/users/{}", me["id"]))
        .send()
        .await
        .unwrap();
    problem(itself, 409, "wrong_state").await;
}

#[tokio::test]
async fn registration_is_open_and_grants_nothing() {
    let world = World::new().await;
    let body =
        |role: Option<&str>| json!({ "email": "sacha@new.example", "password": "correct horse battery", "role": role });
    let post = |path: &'static str, body: Value| world.request(Method::POST, path).json(&body).send();
    for role in ["admin", "manager", "consultant", "client", "recruiter", "observer"] {
        problem(
            post("/api/v1/auth/register", body(Some(role))).await.unwrap(),
            403,
            "forbidden",
        )
        .await;
    }
    let made: Value = post("/api/v1/auth/register", body(None))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&made["role"], &made["company_id"]),
        (&json!("candidate"), &Value::Null)
    );
    let named =
        json!({ "email": "x@new.example", "password": "correct horse battery", "matricule": 7, "is_active": true });
    let refused = post("/api/v1/auth/signup/candidate", named).await.unwrap();
    assert_eq!(
        faults(&problem(refused, 422, "validation_failed").await),
        ["/is_active", "/matricule"]
    );
}

#[tokio::test]
async fn every_write_and_log_in_is_in_the_audit_log_without_secrets() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    let made = alpha.make("/portfolios", &json!({ "title": "Avant" })).await;
    let path = format!("/portfolios/{}", made["id"]);
    let changed = alpha
        .request(Method::PUT, &path)
        .header("x-request-id", "the-change")
        .json(&json!({ "title": "Après" }));
    assert_eq!(changed.send().await.unwrap().status(), 200);
    let query = format!("/audit?object_kind=portfolio&object_id={}&action=update", made["id"]);
    let lines: Vec<Value> = admin.get(&query).await.json().await.unwrap();
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(
        (&line["before"]["title"], &line["after"]["title"]),
        (&json!("Avant"), &json!("Après"))
    );
    assert_eq!(
        (&line["request_id"], &line["address"]),
        (&json!("the-change"), &json!("127.0.0.1"))
    );
    let all = admin.get("/audit?limit=200").await.text().await.unwrap();
    assert!(all.contains("log_in") && !all.contains("argon2"), "{all}");
    problem(alpha.get("/audit").await, 403, "forbidden").await;
}

#[tokio::test]
async fn cookies_are_secure_everywhere_but_in_development() {
    for (environment, is_secure) in [("development", false), ("test", true), ("production", true)] {
        let key = "0123456789abcdef0123456789abcdef0123456789abcdef";
        let world = World::with(&[("ENVIRONMENT", environment), ("SECRET_KEY", key)]).await;
        let answer = world.try_log_in("manager@alpha.example", PASSWORD).await;
        for name in ["session_token", "csrf_token"] {
            assert_eq!(
                cookie(&answer, name).contains("; Secure"),
                is_secure,
                "{name} in {environment}"
            );
        }
    }
}

#[tokio::test]
async fn messages_are_in_the_callers_language() {
    let world = World::new().await;
    let body = json!({ "email": "manager@alpha.example", "password": PASSWORD });
    for (language, come, gone) in [
        ("fr-FR", "Connexion réussie", "Déconnexion réussie"),
        ("en;q=0.9", "Logged in", "Logged out"),
    ] {
        let log_in = world.request(Method::POST, "/api/v1/auth/login").json(&body);
        let answer: Value = log_in
            .header("accept-language", language)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(answer["message"], come);
        let log_out = world
            .request(Method::POST, "/api/v1/auth/logout")
            .bearer_auth(answer["access_token"].as_str().unwrap());
        let answer: Value = log_out
            .header("accept-language", language)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(answer["message"], gone);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_are_given_up_take_no_other_along() {
    let world = World::new().await;
    let caller = world.log_in("manager@alpha.example").await;
    // Requests that come together share one look at their sessions, which one of them makes for all.
    for _ in 0..20 {
        let ask = |_| tokio::spawn(caller.request(Method::GET, "/auth/me").send());
        let (given_up, patient): (Vec<_>, Vec<_>) = (0..16).map(|n| (ask(n), ask(n))).unzip();
        tokio::task::yield_now().await;
        given_up.iter().for_each(tokio::task::JoinHandle::abort);
        for answer in patient {
            assert_eq!(answer.await.unwrap().unwrap().status(), 200);
        }
    }
}
