//! The skills that consultants and tenders show: kept with them, whoever changes what.

use crate::world::World;
use reqwest::{Method, header};
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_shown_is_what_is_so_however_many_write_at_once() {
    let world = World::with(&[("RATE_LIMITS", "write=0")]).await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let mut skills = Vec::new();
    for n in 0..4 {
        let skill = json!({ "name": format!("Savoir {n}"), "category": "x" });
        skills.push(manager.make("/skills", &skill).await["id"].clone());
    }
    let mut owners = Vec::new();
    for n in 0..5 {
        let path = if n < 3 { "/consultants" } else { "/tenders" };
        let id = &manager.make(path, &json!({ "title": "x" })).await["id"];
        owners.push((
            format!("{path}/{id}/skills"),
            if n < 3 { "proficiency_level" } else { "importance" },
        ));
    }
    // Everything at once: skills are given, changed and taken away, and renamed meanwhile.
    for round in 0..12 {
        let mut asked = Vec::new();
        for (i, skill) in skills.iter().enumerate() {
            for (path, field) in &owners {
                let value = match (*field, round % 2) {
                    ("importance", 0) => "preferred",
                    ("importance", _) => "required",
                    (_, 0) => "expert",
                    (_, _) => "beginner",
                };
                let given = json!({ "skill_id": skill, *field: value });
                asked.push(manager.request(Method::POST, path).json(&given).send());
                let entry = format!("{path}/{skill}");
                asked.push(
                    manager
                        .request(Method::PUT, &entry)
                        .json(&json!({ "details": format!("{round}") }))
                        .send(),
                );
                if (round + i) % 3 == 0 {
                    asked.push(manager.request(Method::DELETE, &entry).send());
                }
            }
            let renamed = json!({ "name": format!("Savoir {i} {round}"), "category": format!("{round}") });
            asked.push(
                admin
                    .request(Method::PUT, &format!("/skills/{skill}"))
                    .json(&renamed)
                    .send(),
            );
        }
        for answer in futures::future::join_all(asked).await {
            let answer = answer.unwrap();
            let status = answer.status().as_u16();
            assert!(
                [200, 201, 204, 404, 409].contains(&status),
                "{}",
                answer.text().await.unwrap()
            );
        }
        let wrong = world
            .db
            .counts(
                "SELECT 'consultant ' || id, 1::bigint FROM consultants WHERE skills_json::text <> skills_of_consultant(id)::text
                UNION ALL SELECT 'tender ' || id, 1 FROM tenders WHERE skills_json::text <> skills_of_tender(id)::text",
            )
            .await;
        assert!(wrong.is_empty(), "shown otherwise than they are: {wrong:?}");
    }
    for (path, _) in &owners {
        let held: Vec<Value> = manager.get(path).await.json().await.unwrap();
        assert!(
            held.iter().all(|s| s["name"].as_str().unwrap().ends_with(" 11")),
            "{held:?}"
        );
    }
}

#[tokio::test]
async fn a_renamed_skill_shows_everywhere_and_makes_a_new_version_of_whoever_has_it() {
    let world = World::new().await;
    let (manager, admin) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("admin@platform.example").await,
    );
    let skill = manager
        .make("/skills", &json!({ "name": "Tricot", "category": "fil" }))
        .await["id"]
        .clone();
    let mut owners = Vec::new();
    for (path, field, value) in [
        ("/consultants", "proficiency_level", "expert"),
        ("/tenders", "importance", "required"),
    ] {
        let id = manager.make(path, &json!({ "title": "Maille" })).await["id"].clone();
        let entry = json!({ "skill_id": skill, field: value });
        manager.make(&format!("{path}/{id}/skills"), &entry).await;
        owners.push((path, format!("{path}/{id}")));
    }
    let change = async |body: Value| {
        let answer = admin.put(&format!("/skills/{skill}"), &body).await;
        assert_eq!(answer.status(), 200);
    };
    for (body, shown) in [
        (json!({ "description": "À la main" }), ("Tricot", "fil")),
        (json!({ "name": "Crochet" }), ("Crochet", "fil")),
        (json!({ "category": "laine" }), ("Crochet", "laine")),
    ] {
        let mut tags = Vec::new();
        for (_, one) in &owners {
            tags.push(manager.get(one).await.headers()[header::ETAG].clone());
        }
        let is_other = body["description"].is_null();
        change(body).await;
        for ((list, one), tag) in owners.iter().zip(tags) {
            let again = manager.request(Method::GET, one).header(header::IF_NONE_MATCH, tag);
            let again = again.send().await.unwrap();
            assert_eq!(again.status(), if is_other { 200 } else { 304 }, "{one}");
            let listed: Vec<Value> = manager.get(&format!("{list}?q=Maille")).await.json().await.unwrap();
            let skill = &listed[0]["skills"][0];
            assert_eq!(
                (skill["name"].as_str(), skill["category"].as_str()),
                (Some(shown.0), Some(shown.1))
            );
        }
    }
}
