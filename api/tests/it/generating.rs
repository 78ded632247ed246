//! What a request for generation says is what the job is asked, and what short forms and older names stand for.

use crate::world::{World, faults, problem};
use reqwest::{Method, multipart};
use serde_json::{Value, json};

#[tokio::test]
async fn every_field_of_a_generation_reaches_its_job() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    for (caller, body) in [
        (&manager, json!({})),
        (&admin, json!({})),
        (&admin, json!({ "everything": false })),
    ] {
        let unbounded = problem(caller.post("/matches/generate", &body).await, 422, "validation_failed").await;
        assert_eq!(faults(&unbounded), ["/tender_id", "/consultant_id", "/company_id"]);
        assert_eq!(unbounded["errors"][0]["code"], "one_required");
    }
    let all = json!({ "everything": true });
    let not_theirs = problem(manager.post("/matches/generate", &all).await, 422, "validation_failed").await;
    assert_eq!(faults(&not_theirs), ["/everything"]);
    let plain = admin.make("/matches/generate", &all).await;
    assert_eq!(
        plain["payload"],
        json!({ "include_partners": true, "engine": "native" })
    );
    let asked =
        json!({ "company_id": 1, "min_score": 0.7, "limit": 3, "include_partners": false, "weights": { "rate": 1.0 } });
    let given = manager.make("/matches/generate", &asked).await;
    let mut expected = asked.clone();
    expected["engine"] = json!("native");
    assert_eq!(given["payload"], expected);
    let consultant = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let one = json!({ "consultant_id": consultant["id"] });
    let own = manager.make("/matches/generate", &one).await;
    assert_eq!(
        own["payload"]["company_id"], 1,
        "a manager's reaches its own company's pairs"
    );
    let foreign = problem(
        manager.post("/matches/generate", &json!({ "company_id": 2 })).await,
        422,
        "validation_failed",
    )
    .await;
    assert_eq!(faults(&foreign), ["/company_id"]);
    let wrong = json!({ "min_score": 1.5, "limit": 0, "weights": { "looks": 1 } });
    let refused = problem(
        manager.post("/matches/generate", &wrong).await,
        422,
        "validation_failed",
    )
    .await;
    assert_eq!(faults(&refused), ["/min_score", "/limit", "/weights/looks"]);
}

#[tokio::test]
async fn partners_tenders_take_part_unless_they_shall_not() {
    let world = World::new().await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let consultant = alpha
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "years_experience": 8 }),
        )
        .await;
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    beta.make("/tenders", &tender).await;
    for (query, found) in [
        ("", 1),
        ("?include_partner_tenders=true", 1),
        ("?include_partner_tenders=false", 0),
    ] {
        let path = format!("/matches/find-for-consultant/{}{query}", consultant["id"]);
        let rows: Vec<Value> = alpha
            .request(Method::POST, &path)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(rows.len(), found, "{query}");
    }
}

#[tokio::test]
async fn an_hour_s_rate_counts_eight_times_a_day() {
    let world = World::with(&[("DEFAULT_CURRENCY", "CHF")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    // 75 x 8 is the budget, both in the platform's currency.
    let consultant = manager
        .make("/consultants", &json!({ "title": "Développeuse", "hourly_rate": 75 }))
        .await;
    let tender = manager
        .make(
            "/tenders",
            &json!({ "title": "Mission", "status": "open", "budget_max": 600 }),
        )
        .await;
    assert_eq!(
        (&consultant["currency"], &tender["currency"]),
        (&json!("CHF"), &json!("CHF"))
    );
    let ids = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    let made = manager.make("/matches", &ids).await;
    let criteria = made["explanation"]["criteria"].as_array().unwrap();
    let rate = criteria.iter().find(|c| c["name"] == "rate").unwrap();
    assert_eq!(rate["score"], 1.0, "{rate}");
}

#[tokio::test]
async fn older_names_mean_the_same() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = manager
        .make("/skills", &json!({ "name": "Rust", "category": "x" }))
        .await;
    let consultant = json!({ "title": "x", "experience_years": 8, "availability_status": "on_mission" });
    let consultant = manager.make("/consultants", &consultant).await;
    assert_eq!(
        (&consultant["years_experience"], &consultant["status"]),
        (&json!(8.0), &json!("on_mission"))
    );
    let has = json!({ "skill_id": skill["id"], "proficiency_level": "expert", "experience_years": 4 });
    let has = manager
        .make(&format!("/consultants/{}/skills", consultant["id"]), &has)
        .await;
    assert_eq!(has["years_experience"], 4.0);
    manager
        .make(
            "/tenders",
            &json!({ "title": "open", "status": "open", "remote_work": true, "budget": 600 }),
        )
        .await;
    manager.make("/tenders", &json!({ "title": "draft" })).await;
    let rows = async |path: &str| {
        let rows: Vec<Value> = manager.get(path).await.json().await.unwrap();
        rows
    };
    let open = rows("/tenders?status_filter=open").await;
    assert_eq!(
        (open.len(), &open[0]["remote_allowed"], &open[0]["budget_max"]),
        (1, &json!(true), &json!(600.0))
    );
    for list in ["/matches", "/collaborations"] {
        for name in ["status", "status_filter"] {
            assert!(rows(&format!("{list}?{name}=cancelled")).await.is_empty());
            let wrong = manager.get(&format!("{list}?{name}=wrong")).await;
            assert_eq!(faults(&problem(wrong, 422, "validation_failed").await), [name]);
        }
    }
}

#[tokio::test]
async fn the_newer_of_two_files_is_the_latest_and_is_read_only_when_asked() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "x" })).await;
    let path = format!("/consultants/{}/cv", consultant["id"]);
    for (text, apply) in [("Camille Durand\nRust", true), ("Camille Durand\nGo", false)] {
        let form = multipart::Form::new().part("file", multipart::Part::text(text).file_name("cv.txt"));
        let asked = manager
            .request(Method::POST, &format!("{path}?apply={apply}"))
            .multipart(form);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), 202);
        let execution: Value = answer.json().await.unwrap();
        assert_eq!(execution["payload"]["apply"], apply, "{execution}");
    }
    let latest = manager.get(&path).await.text().await.unwrap();
    assert_eq!(latest, "Camille Durand\nGo");
}

#[tokio::test]
async fn filters_of_the_small_lists_narrow_them() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let consultant = admin
        .make("/consultants", &json!({ "title": "x", "company_id": 1 }))
        .await;
    for company in [1, 2] {
        admin
            .make("/portfolios", &json!({ "title": "x", "company_id": company }))
            .await;
        let profile = json!({ "name": "x", "company_id": company, "weights": { "skills": 1 } });
        admin.make("/scoring-profiles", &profile).await;
    }
    admin
        .make(
            "/portfolios",
            &json!({ "title": "x", "company_id": 1, "consultant_id": consultant["id"] }),
        )
        .await;
    world
        .db
        .execute("UPDATE users SET is_active = false WHERE email = 'manager@gamma.example'")
        .await;
    for (path, found) in [
        ("/companies?is_esn=false", 1),
        ("/companies?is_esn=true", 3),
        ("/users?role=manager", 3),
        ("/users?role=manager,client", 4),
        ("/users?company_id=1", 2),
        ("/users?is_active=false", 1),
        ("/users?role=manager&is_active=true", 2),
        ("/portfolios?company_id=1", 2),
        ("/portfolios?company_id=2", 1),
        ("/portfolios?consultant_id=1", 1),
        ("/scoring-profiles?company_id=2", 1),
        ("/partnerships?status=active", 1),
        ("/partnerships?status=ended", 0),
        ("/collaborations?company_id=1", 0),
    ] {
        let rows: Vec<Value> = admin.get(path).await.json().await.unwrap();
        assert_eq!(rows.len(), found, "{path}: {rows:?}");
    }
}
