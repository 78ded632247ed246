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
