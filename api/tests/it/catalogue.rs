//! Skills and tenders.

use crate::world::{World, problem};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn a_skill_is_found_by_alias_and_its_name_is_taken_once() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({ "name": "Élasticité", "category": "cloud", "aliases": ["Autoscaling"] });
    let made = manager.make("/skills", &body).await;
    assert_eq!(made["company_id"], 1);
    let again = json!({ "name": "ELASTICITE", "category": "cloud" });
    problem(manager.post("/skills", &again).await, 409, "already_exists").await;
    let client = world.log_in("client@delta.example").await;
    for query in ["q=scal", "q=elast", "category=cloud"] {
        let found: Vec<Value> = client.get(&format!("/skills?{query}")).await.json().await.unwrap();
        assert_eq!(found.len(), 1, "{query}");
    }
    problem(
        client.post("/skills", &json!({ "name": "X", "category": "y" })).await,
        403,
        "forbidden",
    )
    .await;
}

#[tokio::test]
async fn a_tender_is_written_by_its_client_and_filtered() {
    let world = World::new().await;
    let client = world.log_in("client@delta.example").await;
    let admin = world.log_in("admin@platform.example").await;
    let skill = admin
        .make("/skills", &json!({ "name": "Kafka", "category": "framework" }))
        .await;
    let body =
        json!({ "title": "Data engineer", "status": "open", "budget": 650, "remote_work": true, "location": "Paris" });
    let made = client.make("/tenders", &body).await;
    assert_eq!(
        (&made["budget_max"], &made["remote_allowed"]),
        (&json!(650), &json!(true))
    );
    assert_eq!(made["company_id"].as_i64(), client.company_id);
    let path = format!("/tenders/{}", made["id"]);
    let wanted = json!({ "skill_id": skill["id"], "importance": "required", "min_level": "advanced" });
    client.make(&format!("{path}/skills"), &wanted).await;
    for (query, found) in [
        ("status=open", 1),
        ("status=draft", 0),
        ("skills=kafka", 1),
        ("skills=rust", 0),
        ("location=paris", 1),
        ("remote=true", 1),
        ("remote=false", 0),
        ("q=DATA", 1),
        ("company_id=4", 1),
        ("sort=-budget_max", 1),
    ] {
        let rows: Vec<Value> = client.get(&format!("/tenders?{query}")).await.json().await.unwrap();
        assert_eq!(rows.len(), found, "{query}");
    }
    let one = format!("{path}/skills/{}", skill["id"]);
    let softer = client
        .request(Method::PUT, &one)
        .json(&json!({ "importance": "preferred", "min_level": null }));
    let softer: Value = softer.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&softer["importance"], &softer["min_level"]),
        (&json!("preferred"), &Value::Null)
    );
    assert_eq!(client.request(Method::DELETE, &one).send().await.unwrap().status(), 204);
    let put = client.request(Method::PUT, &path).json(&json!({ "status": "closed" }));
    let closed: Value = put.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&closed["status"], &closed["budget_max"]),
        (&json!("closed"), &json!(650))
    );
    assert_eq!(
        client.request(Method::DELETE, &path).send().await.unwrap().status(),
        204
    );
}
