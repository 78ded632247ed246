//! Every fault of an input is named at once; nothing is silently taken.

use crate::world::{World, faults, problem};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn every_invalid_field_is_named_at_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({
        "first_name": "a\u{0}b",
        "daily_rate": 580.555,
        "years_experience": 120,
        "status": "busy",
        "availability_date": "01/03/2026",
        "linkedin_url": "javascript:alert(1)",
        "remote_work": "yes",
        "score": 1,
    });
    let refused = problem(manager.post("/consultants", &body).await, 422, "validation_failed").await;
    let mut named = faults(&refused);
    named.sort_unstable();
    let expected = [
        "/availability_date",
        "/daily_rate",
        "/first_name",
        "/linkedin_url",
        "/remote_work",
        "/score",
        "/status",
        "/title",
        "/years_experience",
    ];
    assert_eq!(named, expected);
    let none: Vec<serde_json::Value> = manager.get("/consultants").await.json().await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn fields_that_contradict_each_other_are_named() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({ "title": "Mission", "start_date": "2026-03-01", "end_date": "2026-02-01", "latitude": 48.85 });
    let refused = problem(manager.post("/tenders", &body).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/latitude", "/end_date"]);
}

#[tokio::test]
async fn nobody_names_another_company_and_nobody_changes_hands() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({ "title": "Développeuse", "company_id": 2 });
    let refused = problem(manager.post("/consultants", &body).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/company_id"]);
    let made = manager
        .make("/consultants", &json!({ "title": "Développeuse", "company_id": 1 }))
        .await;
    let path = format!("/consultants/{}", made["id"]);
    let moved = manager
        .request(Method::PATCH, &path)
        .json(&json!({ "company_id": 2 }))
        .send()
        .await
        .unwrap();
    problem(moved, 422, "validation_failed").await;
    let admin = world.log_in("admin@platform.example").await;
    let refused = problem(
        admin.post("/consultants", &json!({ "title": "X" })).await,
        422,
        "validation_failed",
    )
    .await;
    assert_eq!(faults(&refused), ["/company_id"]);
    let refused = admin
        .post("/consultants", &json!({ "title": "X", "company_id": 99 }))
        .await;
    assert_eq!(
        faults(&problem(refused, 422, "validation_failed").await),
        ["/company_id"]
    );
}

#[tokio::test]
async fn older_names_of_fields_are_taken() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({ "title": "Développeuse", "experience_years": 4, "availability_status": "on_mission" });
    let made = manager.make("/consultants", &body).await;
    assert_eq!(
        (&made["years_experience"], &made["status"]),
        (&json!(4.0), &json!("on_mission"))
    );
    let both = json!({ "title": "X", "experience_years": 4, "years_experience": 5 });
    let refused = problem(manager.post("/consultants", &both).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/experience_years"]);
}

/// What is wrong with a body in its form, by its rules and by the rows that it names, in one answer.
#[tokio::test]
async fn form_rules_and_rows_are_named_together() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let (consultant, tender) = (
        format!("/consultants/{}", made["id"]),
        manager
            .make("/tenders", &json!({ "title": "Mission", "budget_min": 500 }))
            .await,
    );
    let tender = format!("/tenders/{}", tender["id"]);
    let nobody = 999_999;
    for (caller, method, path, body, expected) in [
        (
            &manager,
            Method::POST,
            "/users",
            json!({ "email": "x", "password": "short", "role": "king" }),
            vec!["/email", "/password", "/role"],
        ),
        (
            &admin,
            Method::POST,
            "/users",
            json!({ "email": "x", "password": "short", "role": "manager", "company_id": nobody }),
            vec!["/company_id", "/email", "/password"],
        ),
        (
            &manager,
            Method::POST,
            "/auth/signup/candidate",
            json!({ "email": "x", "password": "short", "first_name": "" }),
            vec!["/email", "/first_name", "/password"],
        ),
        (
            &manager,
            Method::POST,
            "/matches",
            json!({ "consultant_id": nobody, "tender_id": nobody, "notes": 3 }),
            vec!["/consultant_id", "/notes", "/tender_id"],
        ),
        (
            &manager,
            Method::POST,
            "/tenders",
            json!({ "status": "lost", "budget_min": 700, "budget_max": 600, "start_date": "2026-03-02", "end_date": "2026-03-01",
            "skills": [{ "skill_id": nobody, "importance": "huge" }, { "importance": "required" }] }),
            vec![
                "/budget_max",
                "/end_date",
                "/skills/0/importance",
                "/skills/0/skill_id",
                "/skills/1/skill_id",
                "/status",
                "/title",
            ],
        ),
        (
            &manager,
            Method::PUT,
            tender.as_str(),
            json!({ "status": "lost", "budget_max": 400, "company_id": 2, "shade": 1 }),
            vec!["/budget_max", "/company_id", "/shade", "/status"],
        ),
        (
            &admin,
            Method::POST,
            "/consultants",
            json!({ "title": 7, "company_id": nobody, "latitude": 12, "skills": [{ "skill_id": nobody, "proficiency_level": "expert" }] }),
            vec!["/company_id", "/latitude", "/skills/0/skill_id", "/title"],
        ),
        (
            &manager,
            Method::POST,
            "/consultants",
            json!({ "user_id": nobody, "daily_rate": -1 }),
            vec!["/daily_rate", "/title", "/user_id"],
        ),
        (
            &manager,
            Method::PUT,
            consultant.as_str(),
            json!({ "user_id": nobody, "daily_rate": -1, "title": null }),
            vec!["/daily_rate", "/title", "/user_id"],
        ),
        (
            &manager,
            Method::POST,
            &format!("{consultant}/skills"),
            json!({ "skill_id": nobody, "proficiency_level": "godlike", "years_experience": -1 }),
            vec!["/proficiency_level", "/skill_id", "/years_experience"],
        ),
        (
            &manager,
            Method::POST,
            &format!("{tender}/skills"),
            json!({ "skill_id": nobody, "importance": "huge" }),
            vec!["/importance", "/skill_id"],
        ),
        (
            &admin,
            Method::POST,
            "/portfolios",
            json!({ "company_id": nobody, "start_date": "2026-02-01", "end_date": "2026-01-01" }),
            vec!["/company_id", "/end_date", "/title"],
        ),
        (
            &manager,
            Method::POST,
            "/portfolios",
            json!({ "title": "", "consultant_id": nobody }),
            vec!["/consultant_id", "/title"],
        ),
        (
            &admin,
            Method::POST,
            "/partnerships",
            json!({ "initiator_company_id": nobody, "partner_company_id": nobody + 1, "start_date": "2026-02-01", "end_date": "2026-01-01" }),
            vec!["/end_date", "/initiator_company_id", "/partner_company_id"],
        ),
        (
            &manager,
            Method::POST,
            "/collaborations",
            json!({ "match_id": nobody, "status": "active", "start_date": "2026-02-01", "end_date": "2026-01-01", "daily_rate": "x" }),
            vec!["/daily_rate", "/end_date", "/match_id", "/status"],
        ),
        (
            &admin,
            Method::POST,
            "/scoring-profiles",
            json!({ "company_id": nobody, "weights": { "charm": 1 } }),
            vec!["/company_id", "/name", "/weights/charm"],
        ),
        (
            &admin,
            Method::POST,
            "/api-keys",
            json!({ "company_id": nobody, "permissions": ["Everything", 3], "name": "" }),
            vec!["/company_id", "/name", "/permissions/1"],
        ),
    ] {
        let answer = caller.request(method.clone(), path).json(&body).send().await.unwrap();
        let refused = problem(answer, 422, "validation_failed").await;
        let mut named = faults(&refused);
        named.sort_unstable();
        assert_eq!(named, expected, "{method} {path} {body}");
    }
}
