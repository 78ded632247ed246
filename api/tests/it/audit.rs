//! What the matrix cannot let succeed, and what the log is asked: who, what, when, from where, before and after.

use crate::world::{Caller, PASSWORD, World};
use reqwest::{Method, StatusCode, multipart};
use serde_json::{Value, json};
use shared::jobs::{
    ping::Ping,
    schedules::{
        CatchUp,
        usecases::{Planned, register},
    },
};

/// The newest line of these, which must be there.
async fn line(admin: &Caller<'_>, query: &str) -> Value {
    let lines: Vec<Value> = admin.get(&format!("/audit?{query}")).await.json().await.unwrap();
    lines.first().unwrap_or_else(|| panic!("no line for {query}")).clone()
}

async fn done(caller: &Caller<'_>, method: Method, path: &str, body: Value) -> StatusCode {
    let answer = caller.request(method, path).json(&body).send().await.unwrap();
    let status = answer.status();
    assert!(status.is_success(), "{path}: {}", answer.text().await.unwrap());
    status
}

#[tokio::test]
async fn what_operators_do_is_in_the_log() {
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
    let me = json!(admin.id().await);
    done(&admin, Method::POST, "/queues/matching/pause", json!({})).await;
    let paused = line(&admin, "object_kind=queue&action=pause").await;
    assert_eq!((&paused["object_id"], &paused["actor_id"]), (&json!("matching"), &me));
    done(&admin, Method::POST, "/queues/matching/resume", json!({})).await;
    line(&admin, "object_kind=queue&action=resume").await;
    for max in [3, 5] {
        done(&admin, Method::PUT, "/limits/ping", json!({ "max_running": max })).await;
    }
    let limit = line(&admin, "object_kind=limit&object_id=ping").await;
    assert_eq!(
        (&limit["before"]["max_running"], &limit["after"]["max_running"]),
        (&json!(3), &json!(5))
    );
    done(&admin, Method::PATCH, "/schedules/nightly", json!({ "enabled": false })).await;
    let schedule = line(&admin, "object_kind=schedule&action=update").await;
    assert_eq!(
        (&schedule["before"]["enabled"], &schedule["after"]["enabled"]),
        (&json!(true), &json!(false))
    );
    done(&admin, Method::POST, "/schedules/nightly/run", json!({})).await;
    assert!(line(&admin, "object_kind=schedule&action=run").await["after"]["execution_id"].is_string());
}

#[tokio::test]
async fn who_stopped_and_who_repeated_an_execution_is_in_the_log() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let ping = manager.make("/operations/ping", &json!({})).await;
    let id = ping["id"].as_str().unwrap();
    let of = format!("object_kind=execution&object_id={id}");
    for _ in 0..2 {
        done(&manager, Method::POST, &format!("/executions/{id}/cancel"), json!({})).await;
    }
    let lines: Vec<Value> = admin
        .get(&format!("/audit?{of}&action=cancel"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(lines.len(), 1, "the second time nothing was done");
    assert_eq!(
        (&lines[0]["before"]["status"], &lines[0]["company_id"]),
        (&json!("queued"), &json!(1))
    );
    let again = manager.make(&format!("/executions/{id}/retry"), &json!({})).await;
    assert_eq!(
        line(&admin, &format!("{of}&action=retry")).await["after"]["execution_id"],
        again["id"]
    );
    let bulk = |action: &str| json!({ "action": action, "filter": { "kind": "ping" } });
    done(&admin, Method::POST, "/executions/bulk", bulk("cancel")).await;
    let second = format!("object_kind=execution&object_id={}", again["id"].as_str().unwrap());
    let stopped = line(&admin, &format!("{second}&action=cancel")).await;
    assert_eq!(stopped["actor_id"], json!(admin.id().await));
    done(&admin, Method::POST, "/executions/bulk", bulk("retry")).await;
    line(&admin, &format!("{second}&action=retry")).await;
}

#[tokio::test]
async fn a_cv_is_in_the_log_by_its_name_and_fingerprint_and_never_by_its_text() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "Dev" })).await;
    let upload = async |path: &str| {
        let file = multipart::Part::text("Camille zqxtext\nDéveloppeuse Rust").file_name("camille.txt");
        let request = manager.request(Method::POST, path);
        let form = multipart::Form::new().part("file", file);
        request.multipart(form).send().await.unwrap()
    };
    let own = format!("/consultants/{}", consultant["id"]);
    assert_eq!(upload(&format!("{own}/cv")).await.status(), 202);
    let created = line(&admin, "object_kind=resume&action=create").await;
    assert_eq!(created["after"]["file_name"], "camille.txt");
    assert_eq!(created["after"]["sha256"].as_str().unwrap().len(), 64);
    let free: Value = upload("/cv_analysis/upload").await.json().await.unwrap();
    let of_free = format!("object_kind=resume&object_id={}", free["id"]);
    line(&admin, &format!("{of_free}&action=create")).await;
    let order = json!({ "resume_id": free["id"], "consultant_id": consultant["id"] });
    let execution = manager.make("/cv_analysis/analyze", &order).await;
    let attached = line(&admin, &format!("{of_free}&action=attach")).await;
    assert_eq!(
        (
            &attached["before"]["consultant_id"],
            &attached["after"]["consultant_id"]
        ),
        (&Value::Null, &consultant["id"])
    );
    let ordered = line(
        &admin,
        &format!(
            "object_kind=execution&action=order&object_id={}",
            execution["id"].as_str().unwrap()
        ),
    )
    .await;
    assert_eq!(ordered["after"]["kind"], "cv_analysis");
    // A list shows what was read in every CV of its page.
    let listed = manager.get(&format!("{own}/resumes")).await;
    assert_eq!(listed.headers()["x-total-count"], "2");
    line(&admin, &format!("{of_free}&action=read")).await;
    let reads = admin.get("/audit?object_kind=resume&action=read").await;
    assert_eq!(reads.headers()["x-total-count"], "2");
    let gone = manager
        .request(Method::DELETE, &format!("/resumes/{}", free["id"]))
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 204);
    let deleted = line(&admin, &format!("{of_free}&action=delete")).await;
    assert_eq!(
        (&deleted["before"]["file_name"], &deleted["after"]),
        (&json!("camille.txt"), &Value::Null)
    );
    let all = admin.get("/audit?limit=200").await.text().await.unwrap();
    assert!(!all.contains("zqxtext"), "{all}");
}

#[tokio::test]
async fn a_question_that_shows_cvs_is_a_read_of_each() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    world
        .db
        .execute(
            "INSERT INTO rag_documents (id, company_id, document_id, document_type, subject_kind, subject_id, title, content, content_sha256, created_at)
                OVERRIDING SYSTEM VALUE VALUES (1, 1, 'resume:41', 'cv', 'resume', 41, 'CV', 'x', '', now()),
                (2, 1, 'tender:7', 'tender', 'tender', 7, 'Mission', 'x', '', now());
            INSERT INTO rag_chunks (company_id, rag_document_id, chunk_id, chunk_index, content, token_count)
                SELECT 1, d, 'c' || d || n, n, 'Kubernetes et tapisserie ' || n, 3 FROM (VALUES (1, 0), (1, 1), (2, 0)) v (d, n)",
        )
        .await;
    let answer = manager.make("/rag/query", &json!({ "query": "tapisserie" })).await;
    assert_eq!(answer["results"].as_array().unwrap().len(), 3, "{answer}");
    let reads = admin.get("/audit?object_kind=resume&object_id=41&action=read").await;
    assert_eq!(reads.headers()["x-total-count"], "1", "each once");
    let none = manager
        .make(
            "/rag/query",
            &json!({ "query": "tapisserie", "document_types": ["tender"] }),
        )
        .await;
    assert_eq!(none["results"].as_array().unwrap().len(), 1);
    let reads = admin.get("/audit?action=read").await;
    assert_eq!(reads.headers()["x-total-count"], "1");
}

#[tokio::test]
async fn the_moves_and_removals_that_the_matrix_refuses_are_in_the_log() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let alpha = world.log_in("manager@alpha.example").await;
    for (path, kind) in [("/consultants", "consultant"), ("/tenders", "tender")] {
        let made = alpha.make(path, &json!({ "title": "X" })).await;
        for action in ["archive", "unarchive"] {
            done(
                &alpha,
                Method::POST,
                &format!("{path}/{}/{action}", made["id"]),
                json!({}),
            )
            .await;
            line(
                &admin,
                &format!("object_kind={kind}&object_id={}&action={action}", made["id"]),
            )
            .await;
        }
        done(&alpha, Method::DELETE, &format!("{path}/{}", made["id"]), json!({})).await;
        let gone = line(
            &admin,
            &format!("object_kind={kind}&object_id={}&action=delete", made["id"]),
        )
        .await;
        assert_eq!(gone["before"]["title"], "X");
    }
    let company = admin
        .make("/companies", &json!({ "name": "epsilon", "is_esn": true }))
        .await;
    for action in ["archive", "unarchive"] {
        done(
            &admin,
            Method::POST,
            &format!("/companies/{}/{action}", company["id"]),
            json!({}),
        )
        .await;
        line(&admin, &format!("object_kind=company&action={action}")).await;
    }
    done(
        &admin,
        Method::DELETE,
        &format!("/companies/{}", company["id"]),
        json!({}),
    )
    .await;
    line(&admin, "object_kind=company&action=delete").await;
    alpha.make("/consultants", &json!({ "title": "Dev" })).await;
    for title in ["Mission", "Autre mission"] {
        alpha
            .make("/tenders", &json!({ "title": title, "status": "open" }))
            .await;
    }
    world
        .db
        .execute(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
            SELECT 1, 1, c.id, t.id, 0.8, 'manual', 'pending', '{}', now() FROM consultants c, tenders t",
        )
        .await;
    done(&alpha, Method::POST, "/matches/1/propose", json!({})).await;
    line(&admin, "object_kind=match&object_id=1&action=propose").await;
    done(&alpha, Method::POST, "/matches/1/cancel", json!({})).await;
    done(&alpha, Method::DELETE, "/matches/2", json!({})).await;
    line(&admin, "object_kind=match&object_id=2&action=delete").await;
    done(&alpha, Method::POST, "/partnerships/1/end", json!({})).await;
    let ended = line(&admin, "object_kind=partnership&object_id=1&action=end").await;
    assert_eq!(
        (&ended["before"]["status"], &ended["after"]["status"]),
        (&json!("active"), &json!("ended"))
    );
    assert_eq!(
        ended["after"]["partner_company_id"],
        json!(2),
        "with whom, and what was agreed"
    );
    let key = admin
        .make("/api-keys", &json!({ "name": "n8n", "permissions": ["TenderRead"] }))
        .await;
    done(&admin, Method::DELETE, &format!("/api-keys/{}", key["id"]), json!({})).await;
    let revoked = line(&admin, "object_kind=api_key&action=revoke").await;
    assert_eq!(revoked["before"]["revoked_at"], Value::Null);
    assert!(revoked["after"]["revoked_at"].is_string());
    let other = world.log_in("manager@alpha.example").await;
    let sessions: Vec<Value> = alpha.get("/auth/sessions").await.json().await.unwrap();
    let session = sessions.iter().find(|s| s["is_current"] == false).unwrap();
    done(
        &alpha,
        Method::DELETE,
        &format!("/auth/sessions/{}", session["id"].as_str().unwrap()),
        json!({}),
    )
    .await;
    line(&admin, "object_kind=session&action=revoke").await;
    drop(other);
    let change = json!({ "current_password": PASSWORD, "new_password": "staple battery horse" });
    done(&alpha, Method::POST, "/auth/change-password", change).await;
    let changed = line(&admin, "object_kind=session&action=change_password").await;
    assert!(!changed.to_string().contains("staple"), "{changed}");
    let again = world.log_in("manager@beta.example").await;
    done(&again, Method::POST, "/auth/logout", json!({})).await;
    line(&admin, "object_kind=session&action=log_out").await;
}

#[tokio::test]
async fn the_log_is_asked_by_author_company_and_time_and_knows_a_key() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    alpha.make("/tenders", &json!({ "title": "A" })).await;
    beta.make("/tenders", &json!({ "title": "B" })).await;
    let titles = async |query: String| {
        let lines: Vec<Value> = admin
            .get(&format!("/audit?object_kind=tender&{query}"))
            .await
            .json()
            .await
            .unwrap();
        lines
            .iter()
            .map(|l| l["after"]["title"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(format!("actor_id={}", alpha.id().await)).await, ["A"]);
    assert_eq!(titles("company_id=2".to_owned()).await, ["B"]);
    let at = line(&admin, "object_kind=tender&company_id=2").await["at"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(titles(format!("from={at}")).await, ["B"], "this instant or later");
    assert_eq!(titles(format!("to={at}")).await, ["A"], "before this instant");
    let key = admin
        .make(
            "/api-keys",
            &json!({ "name": "n8n", "permissions": ["TenderWrite"], "company_id": 1 }),
        )
        .await;
    let by_key = world
        .request(Method::POST, "/api/v1/tenders")
        .header("x-api-key", key["key"].as_str().unwrap());
    assert_eq!(
        by_key.json(&json!({ "title": "K" })).send().await.unwrap().status(),
        201
    );
    let keyed = line(&admin, &format!("object_kind=tender&actor_id={}", admin.id().await)).await;
    assert_eq!(
        (&keyed["api_key_id"], &keyed["actor_role"]),
        (&key["id"], &json!("manager"))
    );
    assert_eq!(
        line(&admin, "object_kind=tender&company_id=2").await["api_key_id"],
        Value::Null
    );
}
