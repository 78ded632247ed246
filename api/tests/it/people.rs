//! Who may do what to whom: admins, managers, and people without a company or in another one.

use crate::world::{PASSWORD, World, faults, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};

fn person(name: &str, role: &str, company: Value) -> Value {
    json!({ "email": format!("{name}@new.example"), "password": PASSWORD, "role": role, "company_id": company })
}

#[tokio::test]
async fn an_admin_is_of_no_company_and_no_manager_touches_one() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    let refused = admin.post("/users", &person("x", "admin", json!(1))).await;
    assert_eq!(
        faults(&problem(refused, 422, "validation_failed").await),
        ["/company_id"]
    );
    let made = admin.make("/users", &person("ada", "recruiter", json!(1))).await;
    let path = format!("/users/{}", made["id"]);
    problem(
        alpha.put(&path, &json!({ "role": "admin" })).await,
        422,
        "validation_failed",
    )
    .await;
    let promoted: Value = admin
        .put(&path, &json!({ "role": "admin" }))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&promoted["role"], &promoted["company_id"]),
        (&json!("admin"), &Value::Null)
    );
    problem(alpha.put(&path, &json!({ "first_name": "X" })).await, 404, "not_found").await;
    // A row from elsewhere that says an admin is of alpha: seen, and still not a manager's to change.
    world
        .db
        .execute("ALTER TABLE users DROP CONSTRAINT users_admin_has_no_company; UPDATE users SET company_id = 1 WHERE email = 'ada@new.example'")
        .await;
    for body in [
        json!({ "role": "observer" }),
        json!({ "is_active": false }),
        json!({ "first_name": "X" }),
    ] {
        problem(alpha.put(&path, &body).await, 403, "forbidden").await;
    }
    let gone = alpha.request(Method::DELETE, &path).send().await.unwrap();
    problem(gone, 403, "forbidden").await;
}

#[tokio::test]
async fn nobody_makes_itself_more_than_it_is() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for email in [
        "manager@alpha.example",
        "consultant@alpha.example",
        "client@delta.example",
    ] {
        let caller = world.log_in(email).await;
        let path = format!("/users/{}", caller.id().await);
        for (field, value) in [
            ("role", json!("admin")),
            ("is_active", json!(false)),
            ("autorisations", json!(["booking"])),
            ("email", json!("else@alpha.example")),
            ("company_id", json!(2)),
        ] {
            let answer = caller.put(&path, &json!({ field: value })).await;
            let body = problem(answer, 422, "validation_failed").await;
            assert_eq!(faults(&body), [format!("/{field}")], "{email}");
            let body = problem(
                caller.put("/users/me", &json!({ field: value })).await,
                422,
                "validation_failed",
            )
            .await;
            assert_eq!(faults(&body), [format!("/{field}")], "{email}");
        }
    }
    let path = format!("/users/{}", admin.id().await);
    for body in [
        json!({ "role": "manager", "company_id": 1 }),
        json!({ "is_active": false }),
    ] {
        let own = problem(admin.put(&path, &body).await, 409, "wrong_state").await;
        assert!(own["detail"].as_str().unwrap().contains("votre propre compte"), "{own}");
    }
}

#[tokio::test]
async fn without_a_company_there_is_oneself_and_nothing_of_staffing() {
    let world = World::new().await;
    world
        .db
        .execute(
            "UPDATE users SET company_id = NULL WHERE role IN ('consultant', 'client', 'manager');
            INSERT INTO skills (name, category, created_at) VALUES ('Rust', 'x', now())",
        )
        .await;
    for email in [
        "consultant@alpha.example",
        "client@delta.example",
        "manager@alpha.example",
    ] {
        let caller = world.log_in(email).await;
        for path in [
            "/companies",
            "/skills",
            "/consultants",
            "/tenders",
            "/matches",
            "/collaborations",
            "/portfolios",
            "/matches/top",
        ] {
            problem(caller.get(path).await, 403, "forbidden").await;
        }
        problem(
            caller.post("/rag/query", &json!({ "query": "Rust" })).await,
            403,
            "forbidden",
        )
        .await;
        problem(
            caller.post("/tenders", &json!({ "title": "X" })).await,
            403,
            "forbidden",
        )
        .await;
        assert_eq!(caller.get("/users/me").await.status(), 200);
        let executions = caller.get("/executions").await.status();
        assert_eq!(
            executions,
            if email.starts_with("manager") { 403 } else { 200 },
            "{email}"
        );
    }
}

#[tokio::test]
async fn a_profile_is_for_a_consultant_of_its_company_until_it_leaves() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    let (ours, theirs) = (
        world.log_in("consultant@alpha.example").await,
        world.log_in("consultant@beta.example").await,
    );
    for user in [theirs.id().await, alpha.id().await, admin.id().await] {
        let refused = alpha
            .post("/consultants", &json!({ "title": "Dev", "user_id": user }))
            .await;
        assert_eq!(faults(&problem(refused, 422, "validation_failed").await), ["/user_id"]);
    }
    let made = alpha.make("/consultants", &json!({ "title": "Dev" })).await;
    let path = format!("/consultants/{}", made["id"]);
    let refused = alpha.put(&path, &json!({ "user_id": theirs.id().await })).await;
    assert_eq!(faults(&problem(refused, 422, "validation_failed").await), ["/user_id"]);
    let id = ours.id().await;
    assert_eq!(alpha.put(&path, &json!({ "user_id": id })).await.status(), 200);
    assert_eq!(ours.get(&path).await.status(), 200);
    let portfolio = ours
        .make(
            "/portfolios",
            &json!({ "title": "Travaux", "consultant_id": made["id"] }),
        )
        .await;
    // The user moves to beta: its sessions end, and the profile stays with alpha.
    let moved = admin.put(&format!("/users/{id}"), &json!({ "company_id": 2 })).await;
    assert_eq!(moved.status(), 200);
    problem(ours.get("/users/me").await, 401, "unauthenticated").await;
    let after: Value = alpha.get(&path).await.json().await.unwrap();
    assert_eq!(after["user_id"], Value::Null);
    let lines: Vec<Value> = admin
        .get("/audit?object_kind=consultant&action=unlink")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!((lines.len(), &lines[0]["before"]["user_id"]), (1, &json!(id)));
    // Even a row that says otherwise shows nothing of alpha to somebody of beta.
    world
        .db
        .execute(
            "ALTER TABLE consultants DROP CONSTRAINT consultants_user_is_of_company;
            UPDATE consultants SET user_id = (SELECT id FROM users WHERE email = 'consultant@alpha.example')",
        )
        .await;
    let moved = world.log_in("consultant@alpha.example").await;
    let portfolio = format!("/portfolios/{}", portfolio["id"]);
    for path in [&path, &portfolio, &format!("{path}/resumes"), &format!("{path}/cv")] {
        problem(moved.get(path).await, 404, "not_found").await;
    }
    problem(moved.put(&path, &json!({ "bio": "X" })).await, 404, "not_found").await;
    problem(moved.put(&portfolio, &json!({ "title": "X" })).await, 404, "not_found").await;
    for list in ["/consultants", "/portfolios", "/matches", "/collaborations"] {
        assert_eq!(moved.get(list).await.headers()["x-total-count"], "0", "{list}");
    }
    let file = reqwest::multipart::Part::text("Camille Durand\nDéveloppeuse Rust").file_name("cv.txt");
    let upload = moved.request(Method::POST, "/cv_analysis/upload");
    let upload = upload
        .multipart(reqwest::multipart::Form::new().part("file", file))
        .send();
    problem(upload.await.unwrap(), 404, "not_found").await;
}

#[tokio::test]
async fn of_other_companies_a_manager_sees_the_kind_and_others_the_name() {
    let world = World::new().await;
    world
        .db
        .execute("UPDATE companies SET website = 'https://' || name || '.example', description = 'x', logo_url = 'https://l.example'")
        .await;
    let admin = world.log_in("admin@platform.example").await;
    for role in ["recruiter", "observer"] {
        admin.make("/users", &person(role, role, json!(1))).await;
    }
    let fields = |company: &Value| {
        let object = company.as_object().unwrap();
        let given = object.iter().filter(|(_, value)| !value.is_null());
        given.map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let all = [
        "address",
        "created_at",
        "description",
        "id",
        "is_esn",
        "logo_url",
        "name",
        "website",
    ]
    .map(String::from)
    .to_vec();
    let of_managers = ["created_at", "id", "is_esn", "name", "website"]
        .map(String::from)
        .to_vec();
    let names = ["id", "name"].map(String::from).to_vec();
    for (email, own, others) in [
        ("admin@platform.example", "alpha", &all),
        ("manager@alpha.example", "alpha", &of_managers),
        ("consultant@alpha.example", "alpha", &names),
        ("client@delta.example", "delta", &names),
        ("recruiter@new.example", "alpha", &names),
        ("observer@new.example", "alpha", &names),
    ] {
        let caller = world.log_in(email).await;
        let list: Vec<Value> = caller.get("/companies").await.json().await.unwrap();
        assert_eq!(list.len(), 4, "{email}");
        for company in &list {
            let expected = if company["name"] == own { &all } else { others };
            assert_eq!(&fields(company), expected, "{} for {email}", company["name"]);
            let answer = caller.get(&format!("/companies/{}", company["id"])).await;
            assert_eq!(
                answer.headers().contains_key(header::ETAG),
                fields(company) != names,
                "{email}"
            );
            assert_eq!(&answer.json::<Value>().await.unwrap(), company, "{email}");
        }
        // What is not shown is not found either: delta is the only client.
        let clients = caller.get("/companies?is_esn=false").await;
        let found = if others == &names && own != "delta" { "0" } else { "1" };
        assert_eq!(clients.headers()["x-total-count"], found, "{email}");
    }
}

#[tokio::test]
async fn what_was_made_for_another_companys_tender_is_not_for_a_client() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let client = world.log_in("client@delta.example").await;
    alpha.make("/consultants", &json!({ "title": "Dev" })).await;
    let ours = client.make("/tenders", &json!({ "title": "Chez delta" })).await;
    let theirs = alpha.make("/tenders", &json!({ "title": "Chez alpha" })).await;
    for (tender, title) in [(&ours, "delta"), (&theirs, "alpha")] {
        let content = json!({ "tender_id": tender["id"], "missing_skills": ["Secret"] });
        let sql = format!(
            "INSERT INTO portfolios (company_id, consultant_id, title, content, created_at) VALUES (1, 1, '{title}', '{content}', now())"
        );
        world.db.execute(Box::leak(sql.into_boxed_str())).await;
    }
    world
        .db
        .execute(
            "INSERT INTO portfolios (company_id, consultant_id, title, created_at) VALUES (1, 1, 'plain', now());
            INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
            SELECT 1, 4, 1, id, 0.8, 'manual', 'proposed', '{}', now() FROM tenders WHERE company_id = 4",
        )
        .await;
    let titles = async |list: &str, caller: &crate::world::Caller<'_>| {
        let rows: Vec<Value> = caller.get(list).await.json().await.unwrap();
        rows.iter()
            .map(|f| f["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles("/portfolios", &alpha).await, ["delta", "alpha", "plain"]);
    assert_eq!(titles("/portfolios", &client).await, ["delta", "plain"]);
    let all: Vec<Value> = alpha.get("/portfolios").await.json().await.unwrap();
    problem(
        client.get(&format!("/portfolios/{}", all[1]["id"])).await,
        404,
        "not_found",
    )
    .await;
}
