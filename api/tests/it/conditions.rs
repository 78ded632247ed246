//! `If-Match`: whatever changes what carries an `ETag` heeds it, moves and parts of an entity too.

use crate::world::{Caller, World, faults, problem};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};
use shared::jobs::{
    ping::Ping,
    schedules::{
        CatchUp,
        usecases::{Planned, register},
    },
};

/// The tag of what stands there.
async fn tag(caller: &Caller<'_>, path: &str) -> String {
    let answer = caller.get(path).await;
    answer.headers()[header::ETAG].to_str().unwrap().to_owned()
}

async fn ask(caller: &Caller<'_>, method: Method, path: &str, body: Option<Value>, tag: &str) -> Response {
    let mut request = caller.request(method, path).header(header::IF_MATCH, tag);
    if let Some(body) = body {
        request = request.json(&body);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn moves_archiving_and_skills_are_for_the_version_that_was_read() {
    let world = World::with(&[("RATE_LIMITS", "write=0,costly=0")]).await;
    let (alpha, gamma, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@gamma.example").await,
        world.log_in("admin@platform.example").await,
    );
    let skill = json!({ "name": "Rust", "category": "programming" });
    let skill = alpha.make("/skills", &skill).await["id"].clone();
    let consultant = alpha.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let consultant = format!("/consultants/{}", consultant["id"]);
    let mission = json!({ "title": "Mission", "status": "open", "required_consultants": 9 });
    let mission = alpha.make("/tenders", &mission).await["id"].clone();
    let tender = format!("/tenders/{mission}");
    let mut matches = Vec::new();
    for _ in 0..2 {
        let one = alpha.make("/consultants", &json!({ "title": "Développeur" })).await;
        let sides = json!({ "consultant_id": one["id"], "tender_id": mission });
        matches.push(format!("/matches/{}", alpha.make("/matches", &sides).await["id"]));
    }
    let mut partnerships = Vec::new();
    for _ in 0..2 {
        let body = json!({ "partner_company_id": 3 });
        let made = alpha.make("/partnerships", &body).await;
        let path = format!("/partnerships/{}", made["id"]);
        if partnerships.is_empty() {
            // A rejected one makes room for the other.
            let stale = ask(&gamma, Method::POST, &format!("{path}/reject"), None, "\"0\"").await;
            problem(stale, 412, "stale").await;
            let now = tag(&gamma, &path).await;
            let done = ask(&gamma, Method::POST, &format!("{path}/reject"), None, &now).await;
            assert_eq!(done.status(), 200);
        }
        partnerships.push(path);
    }
    let (level, importance) = (
        json!({ "skill_id": skill, "proficiency_level": "expert" }),
        json!({ "skill_id": skill, "importance": "required" }),
    );
    let nothing = || Some(json!({}));
    let entry = |of: &str| format!("{of}/skills/{skill}");
    // In this order: each is of a version of its entity.
    let steps: Vec<(&Caller<'_>, Method, String, Option<Value>, &str)> = vec![
        (
            &alpha,
            Method::POST,
            format!("{consultant}/skills"),
            Some(level),
            &consultant,
        ),
        (
            &alpha,
            Method::PUT,
            entry(&consultant),
            Some(json!({ "details": "x" })),
            &consultant,
        ),
        (&alpha, Method::DELETE, entry(&consultant), None, &consultant),
        (&alpha, Method::POST, format!("{consultant}/archive"), None, &consultant),
        (
            &alpha,
            Method::POST,
            format!("{consultant}/unarchive"),
            None,
            &consultant,
        ),
        (
            &alpha,
            Method::POST,
            format!("{tender}/skills"),
            Some(importance),
            &tender,
        ),
        (
            &alpha,
            Method::PUT,
            entry(&tender),
            Some(json!({ "details": "x" })),
            &tender,
        ),
        (&alpha, Method::DELETE, entry(&tender), None, &tender),
        (&alpha, Method::POST, format!("{tender}/archive"), None, &tender),
        (&alpha, Method::POST, format!("{tender}/unarchive"), None, &tender),
        (
            &alpha,
            Method::POST,
            format!("{}/propose", matches[0]),
            nothing(),
            &matches[0],
        ),
        (
            &alpha,
            Method::POST,
            format!("{}/accept", matches[0]),
            nothing(),
            &matches[0],
        ),
        (
            &alpha,
            Method::POST,
            format!("{}/propose", matches[1]),
            nothing(),
            &matches[1],
        ),
        (
            &alpha,
            Method::POST,
            format!("{}/cancel", matches[1]),
            nothing(),
            &matches[1],
        ),
        (
            &gamma,
            Method::POST,
            format!("{}/accept", partnerships[1]),
            None,
            &partnerships[1],
        ),
        (
            &gamma,
            Method::POST,
            format!("{}/end", partnerships[1]),
            None,
            &partnerships[1],
        ),
        (
            &admin,
            Method::POST,
            "/companies/3/archive".to_owned(),
            None,
            "/companies/3",
        ),
        (
            &admin,
            Method::POST,
            "/companies/3/unarchive".to_owned(),
            None,
            "/companies/3",
        ),
    ];
    for (caller, method, path, body, entity) in steps {
        let stale = ask(caller, method.clone(), &path, body.clone(), "\"0\"").await;
        problem(stale, 412, "stale").await;
        let now = tag(caller, entity).await;
        let done = ask(caller, method, &path, body, &now).await;
        let status = done.status();
        assert!(status.is_success(), "{path}: {status} {}", done.text().await.unwrap());
    }
}

#[tokio::test]
async fn executions_are_stopped_and_run_again_as_they_were_read() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let made = admin.make("/operations/ping", &json!({})).await;
    let path = format!("/executions/{}", made["id"].as_str().unwrap());
    for verb in ["cancel", "retry"] {
        let to = format!("{path}/{verb}");
        problem(ask(&admin, Method::POST, &to, None, "\"0\"").await, 412, "stale").await;
        let now = tag(&admin, &path).await;
        let done = ask(&admin, Method::POST, &to, None, &now).await;
        assert!(done.status().is_success(), "{verb}: {}", done.status());
    }
}

#[tokio::test]
async fn schedules_and_limits_are_sent_back_as_they_are_shown() {
    let world = World::new().await;
    let planned = Planned::new(
        "nightly",
        "15 3 * * *",
        "Europe/Paris",
        CatchUp::Latest,
        &Ping { work_ms: 0 },
    )
    .unwrap();
    register(&world.db.db, &[planned]).await.unwrap();
    let admin = world.log_in("admin@platform.example").await;
    let put = async |path: &str, body: &Value| admin.put(path, body).await;
    let shown: Vec<Value> = admin.get("/schedules").await.json().await.unwrap();
    let answer = put("/schedules/nightly", &shown[0]).await;
    assert_eq!(answer.status(), 200);
    let tag = answer.headers()[header::ETAG].to_str().unwrap().to_owned();
    let off = || Some(json!({ "enabled": false }));
    let stale = ask(&admin, Method::PUT, "/schedules/nightly", off(), "\"0\"").await;
    problem(stale, 412, "stale").await;
    let done = ask(&admin, Method::PUT, "/schedules/nightly", off(), &tag).await;
    assert_eq!(done.status(), 200);
    let wrong = json!({ "name": "daily", "kind": "drill", "cron": "x", "enabled": null, "zqx": 1 });
    let refused = problem(put("/schedules/nightly", &wrong).await, 422, "validation_failed").await;
    let mut named = faults(&refused);
    named.sort_unstable();
    assert_eq!(named, ["/cron", "/enabled", "/kind", "/name", "/zqx"]);

    for set in [
        json!({ "max_running": 6 }),
        json!({ "max_running": 2, "company_id": 1 }),
    ] {
        assert_eq!(put("/limits/cv_analysis", &set).await.status(), 200);
    }
    let shown: Vec<Value> = admin.get("/limits").await.json().await.unwrap();
    for limit in &shown {
        let path = format!("/limits/{}", limit["kind"].as_str().unwrap());
        let after: Vec<Value> = put(&path, limit).await.json().await.unwrap();
        assert_eq!(after, shown, "{limit}");
    }
    let wrong = json!({ "kind": "ping", "max_running": -1, "company_id": 99, "zqx": 1 });
    let refused = problem(put("/limits/cv_analysis", &wrong).await, 422, "validation_failed").await;
    let mut named = faults(&refused);
    named.sort_unstable();
    assert_eq!(named, ["/company_id", "/kind", "/max_running", "/zqx"]);
    let unknown = put("/limits/cv_anlysis", &json!({ "max_running": 1 })).await;
    problem(unknown, 404, "not_found").await;
    let one = || Some(json!({ "max_running": 1 }));
    let stale = ask(&admin, Method::PUT, "/limits/ping", one(), "\"0\"").await;
    problem(stale, 412, "stale").await;
    let set = put("/limits/ping", &json!({ "max_running": 3 })).await;
    let tag = set.headers()[header::ETAG].to_str().unwrap().to_owned();
    assert_eq!(
        ask(&admin, Method::PUT, "/limits/ping", one(), &tag).await.status(),
        200
    );
}
