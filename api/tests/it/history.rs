//! Deleting never erases history: what people decided, what was at work, what a partnership opened. It is archived instead.

use crate::world::{Caller, World, problem};
use reqwest::{Method, Response};
use serde_json::{Value, json};

async fn delete(caller: &Caller<'_>, path: &str) -> Response {
    caller.request(Method::DELETE, path).send().await.unwrap()
}

async fn post(caller: &Caller<'_>, path: &str) -> Response {
    caller.request(Method::POST, path).send().await.unwrap()
}

async fn ids(caller: &Caller<'_>, path: &str) -> Vec<i64> {
    let rows: Vec<Value> = caller.get(path).await.json().await.unwrap();
    rows.iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

/// A consultant and an open tender that fit.
async fn pair(manager: &Caller<'_>) -> (Value, Value) {
    let consultant = json!({ "title": "Développeuse", "years_experience": 8 });
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    (
        manager.make("/consultants", &consultant).await,
        manager.make("/tenders", &tender).await,
    )
}

async fn matched(manager: &Caller<'_>) -> Value {
    let (consultant, tender) = pair(manager).await;
    let ids = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    manager.make("/matches", &ids).await
}

#[tokio::test]
async fn a_match_that_a_person_withdrew_is_kept() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let (waiting, withdrawn) = (matched(&manager).await, matched(&manager).await);
    let path = |of: &Value| format!("/matches/{}", of["id"]);
    let reason = json!({ "reason": "En congé" });
    let moved: Value = manager
        .post(&format!("{}/cancel", path(&withdrawn)), &reason)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&moved["status"], &moved["reason"]),
        (&json!("cancelled"), &json!("En congé"))
    );
    problem(delete(&manager, &path(&withdrawn)).await, 409, "wrong_state").await;
    assert_eq!(delete(&manager, &path(&waiting)).await.status(), 204);
    let rejected = matched(&manager).await;
    let moved: Value = manager
        .post(&format!("{}/reject", path(&rejected)), &reason)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&moved["status"], &moved["reason"]),
        (&json!("rejected"), &json!("En congé"))
    );
    let put = async |body: Value| {
        manager
            .request(Method::PUT, &path(&rejected))
            .json(&body)
            .send()
            .await
            .unwrap()
    };
    let noted: Value = put(json!({ "notes": "Trop loin" })).await.json().await.unwrap();
    assert_eq!(noted["notes"], "Trop loin");
    for given in [
        json!({ "status": "accepted" }),
        json!({ "score": 0.123 }),
        json!({ "match_score": 1 }),
    ] {
        problem(put(given).await, 422, "validation_failed").await;
    }
}

#[tokio::test]
async fn a_collaboration_that_was_at_work_is_kept() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = matched(&manager).await;
    for verb in ["propose", "accept"] {
        manager
            .make(&format!("/matches/{}/{verb}", made["id"]), &json!({}))
            .await;
    }
    let body = |day: &str| json!({ "match_id": made["id"], "start_date": day, "end_date": day, "contract_url": "https://example.com/c" });
    let begun = manager.make("/collaborations", &body("2027-01-01")).await;
    assert_eq!(begun["contract_url"], "https://example.com/c");
    let given = json!({ "match_id": made["id"], "status": "active" });
    problem(manager.post("/collaborations", &given).await, 422, "validation_failed").await;
    let never = manager.make("/collaborations", &body("2027-02-01")).await;
    let to = async |of: &Value, status: &str| {
        let path = format!("/collaborations/{}", of["id"]);
        let put = manager.request(Method::PUT, &path).json(&json!({ "status": status }));
        assert_eq!(put.send().await.unwrap().status(), 200);
        path
    };
    to(&begun, "active").await;
    let begun = to(&begun, "cancelled").await;
    problem(delete(&manager, &begun).await, 409, "wrong_state").await;
    let never = to(&never, "cancelled").await;
    assert_eq!(delete(&manager, &never).await.status(), 204);
}

#[tokio::test]
async fn a_partnership_whose_last_day_has_passed_is_over() {
    let world = World::new().await;
    let (alpha, gamma) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@gamma.example").await,
    );
    world
        .db
        .execute(
            "INSERT INTO partnerships (initiator_company_id, partner_company_id, status, start_date, end_date, created_at)
            VALUES (1, 3, 'active', current_date - 30, current_date - 1, now())",
        )
        .await;
    let asked = gamma.make("/partnerships", &json!({ "partner_company_id": 1 })).await;
    assert_eq!(asked["status"], "proposed");
    let ended: Vec<Value> = alpha
        .get("/partnerships?status_filter=ended")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(ended.len(), 1);
    problem(
        delete(&alpha, &format!("/partnerships/{}", ended[0]["id"])).await,
        409,
        "wrong_state",
    )
    .await;
    let refused = alpha
        .make(&format!("/partnerships/{}/reject", asked["id"]), &json!({}))
        .await;
    assert_eq!(refused["status"], "rejected");
}

#[tokio::test]
async fn a_consultant_on_whom_history_rests_is_archived_and_comes_back() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let (consultant, tender) = pair(&manager).await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    manager.make("/matches", &pair).await;
    world
        .db
        .execute(
            "INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
                SELECT 1, id, 'x', 'x', 'txt', 1, sha256('x'), now() FROM consultants;
            INSERT INTO portfolios (company_id, consultant_id, title, created_at) SELECT 1, id, 'x', now() FROM consultants",
        )
        .await;
    let path = format!("/consultants/{}", consultant["id"]);
    let kept = problem(delete(&manager, &path).await, 409, "in_use").await;
    let detail = kept["detail"].as_str().unwrap();
    for said in ["archive", "rapprochements : 1", "portfolios : 1"] {
        assert!(detail.contains(said), "{said} in {detail}");
    }
    let id = consultant["id"].as_i64().unwrap();
    let find = format!("/matches/find-for-tender/{}", tender["id"]);
    let found = async || {
        let rows: Vec<Value> = post(&manager, &find).await.json().await.unwrap();
        rows.len()
    };
    assert_eq!((found().await, ids(&manager, "/matches/top").await.len()), (1, 1));
    assert_eq!(post(&manager, &format!("{path}/archive")).await.status(), 200);
    assert_eq!(
        post(&manager, &format!("{path}/archive")).await.status(),
        200,
        "it stays so"
    );
    assert_eq!((found().await, ids(&manager, "/matches/top").await.len()), (0, 0));
    assert!(ids(&manager, "/consultants").await.is_empty());
    assert!(ids(&manager, "/consultants?q=developpeuse").await.is_empty());
    assert_eq!(ids(&manager, "/consultants?archived=true").await, [id]);
    assert_eq!(manager.get(&path).await.status(), 200, "who knows it still reads it");
    assert_eq!(post(&manager, &format!("{path}/unarchive")).await.status(), 200);
    assert_eq!((ids(&manager, "/consultants").await, found().await), (vec![id], 1));
    for action in ["archive", "unarchive"] {
        let lines = ids(&admin, &format!("/audit?object_kind=consultant&action={action}")).await;
        assert_eq!(lines.len(), 1, "{action}");
    }
}

#[tokio::test]
async fn tenders_and_companies_are_archived_too() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let (consultant, tender) = pair(&manager).await;
    let path = format!("/tenders/{}", tender["id"]);
    assert_eq!(post(&manager, &format!("{path}/archive")).await.status(), 200);
    assert!(ids(&manager, "/tenders").await.is_empty());
    assert_eq!(
        ids(&manager, "/tenders?archived=true").await,
        [tender["id"].as_i64().unwrap()]
    );
    let find = format!("/matches/find-for-consultant/{}", consultant["id"]);
    let found = async || {
        let rows: Vec<Value> = post(&manager, &find).await.json().await.unwrap();
        rows.len()
    };
    assert_eq!(found().await, 0);
    assert_eq!(post(&manager, &format!("{path}/unarchive")).await.status(), 200);
    assert_eq!(found().await, 1);
    manager
        .make("/scoring-profiles", &json!({ "name": "x", "weights": { "skills": 1 } }))
        .await;
    let kept = problem(delete(&admin, "/companies/1").await, 409, "in_use").await;
    let detail = kept["detail"].as_str().unwrap();
    for said in ["archive", "utilisateurs : 2", "profils de notation : 1", "exécutions :"] {
        assert!(detail.contains(said), "{said} in {detail}");
    }
    assert!(!detail.contains("autres :"), "{detail}");
    problem(post(&manager, "/companies/1/archive").await, 403, "forbidden").await;
    let archived: Value = post(&admin, "/companies/1/archive").await.json().await.unwrap();
    assert!(archived["archived_at"].is_string());
    assert!(!ids(&admin, "/companies").await.contains(&1));
    assert_eq!(ids(&admin, "/companies?archived=true").await, [1]);
    assert_eq!(found().await, 0, "whose company is put away is matched with nobody");
    post(&admin, "/companies/1/unarchive").await;
    assert_eq!((found().await, ids(&admin, "/companies").await.contains(&1)), (1, true));
}

/// A double life: what one request removes, others refer to at the same moment. Whoever comes second is told so, by a refusal of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_is_removed_while_others_refer_to_it_is_no_fault_of_ours() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for round in 0..12 {
        let consultant = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
        let tender = json!({ "title": "Mission", "status": "open" });
        let tender = manager.make("/tenders", &tender).await;
        let (pair, portfolio) = (
            json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] }),
            json!({ "title": "Références", "consultant_id": consultant["id"] }),
        );
        let removed = if round % 2 == 0 {
            format!("/consultants/{}", consultant["id"])
        } else {
            format!("/tenders/{}", tender["id"])
        };
        let posts = [("/matches", &pair), ("/portfolios", &portfolio), ("/matches", &pair)];
        let posts = futures::future::join_all(posts.map(|(path, body)| manager.post(path, body)));
        let (gone, answers) = tokio::join!(delete(&manager, &removed), posts);
        for answer in answers.into_iter().chain([gone]) {
            let status = answer.status().as_u16();
            assert!(
                [201, 204, 404, 409, 422].contains(&status),
                "round {round}: {status} {}",
                answer.text().await.unwrap()
            );
        }
    }
}
