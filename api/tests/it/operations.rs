//! What an operator does: pause, limit, schedule, act in bulk, count.

use crate::world::{Caller, World, faults, problem};
use reqwest::Method;
use serde_json::{Value, json};
use shared::jobs::{
    ping::Ping,
    schedules::{
        CatchUp,
        usecases::{Planned, register},
    },
};

async fn put(caller: &Caller<'_>, path: &str, body: &Value) -> reqwest::Response {
    caller.request(Method::PUT, path).json(body).send().await.unwrap()
}

#[tokio::test]
async fn only_an_admin_operates() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for path in ["/queues", "/schedules", "/limits", "/workers"] {
        problem(manager.get(path).await, 403, "forbidden").await;
    }
    for path in ["/queues/documents/pause", "/schedules/archive_executions/run"] {
        problem(manager.post(path, &json!({})).await, 403, "forbidden").await;
    }
    let bulk = json!({ "action": "cancel", "filter": {} });
    problem(manager.post("/executions/bulk", &bulk).await, 403, "forbidden").await;
    let drill = json!({ "label": "x", "shape": "instant" });
    problem(manager.post("/operations/drill", &drill).await, 403, "forbidden").await;
}

#[tokio::test]
async fn a_queue_is_paused_and_resumed() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let state = |queues: &Value| {
        let queues = queues.as_array().unwrap().iter();
        queues.clone().find(|q| q["name"] == "matching").unwrap()["paused"].clone()
    };
    for (verb, paused) in [("pause", true), ("pause", true), ("resume", false), ("resume", false)] {
        let queues = admin.make(&format!("/queues/matching/{verb}"), &json!({})).await;
        assert_eq!(state(&queues), paused, "{verb}");
    }
    problem(admin.post("/queues/kitchen/pause", &json!({})).await, 404, "not_found").await;
}

#[tokio::test]
async fn a_schedule_is_changed_and_run_now() {
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
    let bad = put(
        &admin,
        "/schedules/nightly",
        &json!({ "cron": "0 3 * * 1", "timezone": "Paris", "enabled": null }),
    )
    .await;
    assert_eq!(
        faults(&problem(bad, 422, "validation_failed").await),
        ["/enabled", "/cron", "/timezone"]
    );
    // The reason that is known is the one that is given, in the caller's language.
    for (cron, reason, raison) in [
        ("0 3 30 2 *", "it never comes", "n'arrive jamais"),
        ("0 3 * * SAT-SUN", "from low to high", "croissants"),
        ("0 22-4 * * *", "from low to high", "croissants"),
        ("0 3 * * 1", "by name", "par leur nom"),
        ("0 3 * *", "five fields", "cinq champs"),
    ] {
        for (language, said) in [("en", reason), ("fr", raison)] {
            let request = admin
                .request(Method::PUT, "/schedules/nightly")
                .json(&json!({ "cron": cron }));
            let refused = request.header("accept-language", language).send().await.unwrap();
            let refused = problem(refused, 422, "validation_failed").await;
            assert_eq!(faults(&refused), ["/cron"]);
            let detail = refused["errors"][0]["detail"].as_str().unwrap();
            assert!(detail.contains(said), "{cron}: {detail}");
        }
    }
    let changed: Value = put(&admin, "/schedules/nightly", &json!({ "cron": "30 2 * * MON-FRI" }))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(changed["cron"], "30 2 * * MON-FRI");
    assert_eq!(changed["timezone"], "Europe/Paris", "what was not given stays");
    let off: Value = put(&admin, "/schedules/nightly", &json!({ "enabled": false }))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(off["next_due_at"], Value::Null);
    let execution = admin.make("/schedules/nightly/run", &json!({})).await;
    assert_eq!(
        (&execution["schedule"], &execution["kind"]),
        (&json!("nightly"), &json!("ping"))
    );
    problem(
        put(&admin, "/schedules/daily", &json!({ "enabled": true })).await,
        404,
        "not_found",
    )
    .await;
}

#[tokio::test]
async fn a_limit_is_set_for_a_kind_and_for_a_company() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let limits: Value = put(&admin, "/limits/cv_analysis", &json!({ "max_running": 6 }))
        .await
        .json()
        .await
        .unwrap();
    assert!(
        limits
            .as_array()
            .unwrap()
            .contains(&json!({ "kind": "cv_analysis", "company_id": null, "max_running": 6 }))
    );
    let own = json!({ "max_running": 2, "company_id": 1 });
    let limits: Value = put(&admin, "/limits/cv_analysis", &own).await.json().await.unwrap();
    assert!(
        limits
            .as_array()
            .unwrap()
            .contains(&json!({ "kind": "cv_analysis", "company_id": 1, "max_running": 2 }))
    );
    let gone: Value = put(
        &admin,
        "/limits/cv_analysis",
        &json!({ "max_running": null, "company_id": 1 }),
    )
    .await
    .json()
    .await
    .unwrap();
    assert!(gone.as_array().unwrap().iter().all(|l| l["company_id"].is_null()));
    let nobody = put(
        &admin,
        "/limits/cv_analysis",
        &json!({ "max_running": 1, "company_id": 999 }),
    )
    .await;
    assert_eq!(
        faults(&problem(nobody, 422, "validation_failed").await),
        ["/company_id"]
    );
    let silent = put(&admin, "/limits/cv_analysis", &json!({})).await;
    assert_eq!(
        faults(&problem(silent, 422, "validation_failed").await),
        ["/max_running"]
    );
}

#[tokio::test]
async fn what_a_filter_finds_is_cancelled_and_run_again_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for _ in 0..7 {
        manager.make("/operations/ping", &json!({})).await;
    }
    let admin = world.log_in("admin@platform.example").await;
    admin.make("/operations/ping", &json!({})).await;
    let filter = json!({ "kind": "ping", "company_id": manager.company_id });
    let report = admin
        .make("/executions/bulk", &json!({ "action": "cancel", "filter": filter }))
        .await;
    assert_eq!(report, json!({ "matched": 7, "done": 7, "more": false }));
    let again = json!({ "action": "retry", "filter": { "status": ["cancelled"], "kind": "ping" } });
    let report = admin.make("/executions/bulk", &again).await;
    assert_eq!(report, json!({ "matched": 7, "done": 7, "more": false }));
    // Twice by mistake: what was run again is left alone.
    let report = admin.make("/executions/bulk", &again).await;
    assert_eq!(report, json!({ "matched": 7, "done": 0, "more": false }));
    let stats: Value = admin.get("/executions/stats").await.json().await.unwrap();
    assert_eq!((&stats[0]["queued"], &stats[0]["cancelled"]), (&json!(8), &json!(7)));
    let own: Value = manager.get("/executions/stats").await.json().await.unwrap();
    assert_eq!(
        (&own[0]["queued"], &own[0]["cancelled"]),
        (&json!(7), &json!(7)),
        "another's are not counted"
    );
    let bad = json!({ "action": "cancel", "filter": { "kidn": "ping", "status": "lost" } });
    let bad = problem(admin.post("/executions/bulk", &bad).await, 422, "validation_failed").await;
    assert_eq!(faults(&bad), ["/filter/status", "/filter/kidn"]);
}
