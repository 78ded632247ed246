//! What was read can be sent back whole, a change that changes nothing is none, and tags tell apart what is shown.

use crate::world::{Caller, World, faults, problem};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

fn tag(answer: &Response) -> String {
    answer.headers()[header::ETAG].to_str().unwrap().to_owned()
}

async fn read(caller: &Caller<'_>, path: &str) -> (String, Value) {
    let answer = caller.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    (tag(&answer), answer.json().await.unwrap())
}

/// One row of each kind that has a PUT; the path of each.
async fn plant(admin: &Caller<'_>, manager: &Caller<'_>) -> Vec<String> {
    let skill = admin
        .make("/skills", &json!({ "name": "Kafka", "category": "framework" }))
        .await;
    let skill = skill["id"].clone();
    let consultant = json!({ "title": "Développeuse", "daily_rate": 580.5, "latitude": 47.2, "longitude": -1.5,
        "skills": [{ "skill_id": skill, "proficiency_level": "expert" }] });
    let consultant = manager.make("/consultants", &consultant).await;
    let tender = json!({ "title": "Mission", "status": "open", "budget_max": 700, "skills": [{ "skill_id": skill, "importance": "required" }] });
    let tender = manager.make("/tenders", &tender).await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    let found = manager.make("/matches", &pair).await;
    for verb in ["propose", "accept"] {
        manager
            .make(&format!("/matches/{}/{verb}", found["id"]), &json!({}))
            .await;
    }
    let collaboration = json!({ "match_id": found["id"], "start_date": "2027-01-04", "daily_rate": 600 });
    let collaboration = manager.make("/collaborations", &collaboration).await;
    let portfolio = json!({ "title": "Références", "consultant_id": consultant["id"] });
    let portfolio = manager.make("/portfolios", &portfolio).await;
    let profile = json!({ "name": "Le prix", "weights": { "rate": 0.7, "skills": 0.3 } });
    let profile = manager.make("/scoring-profiles", &profile).await;
    let partnership = json!({ "partner_company_id": 4, "terms": "8 %" });
    let partnership = manager.make("/partnerships", &partnership).await;
    let user = json!({ "email": "ici@alpha.example", "password": "correct horse battery", "role": "consultant", "first_name": "Zoé" });
    let user = manager.make("/users", &user).await;
    let of = |kind: &str, row: &Value| format!("/{kind}/{}", row["id"]);
    vec![
        "/companies/1".to_owned(),
        format!("/skills/{skill}"),
        of("consultants", &consultant),
        of("tenders", &tender),
        of("matches", &found),
        of("collaborations", &collaboration),
        of("portfolios", &portfolio),
        of("scoring-profiles", &profile),
        of("partnerships", &partnership),
        of("users", &user),
        "/users/me".to_owned(),
    ]
}

#[tokio::test]
async fn what_was_read_can_be_sent_back_whole_and_changes_nothing() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let paths = plant(&admin, &manager).await;
    let lines = async || {
        let log: Vec<Value> = admin.get("/audit?limit=200").await.json().await.unwrap();
        log.len()
    };
    let before = lines().await;
    for path in &paths {
        let callers = if path.starts_with("/skills") {
            vec![&admin]
        } else {
            vec![&admin, &manager]
        };
        for caller in callers {
            let (first, whole) = read(caller, path).await;
            for method in [Method::PUT, Method::PATCH] {
                let sent = caller
                    .request(method, path)
                    .header(header::IF_MATCH, &first)
                    .json(&whole);
                let answer = sent.send().await.unwrap();
                let (status, second) = (answer.status(), answer.headers().get(header::ETAG).cloned());
                let body: Value = answer.json().await.unwrap();
                assert_eq!(status, 200, "{path}: {body}");
                assert_eq!(body, whole, "{path}");
                assert_eq!(second.unwrap(), first.as_str(), "{path}: nothing was written");
            }
            let (again, _) = read(caller, path).await;
            assert_eq!(again, first, "{path}: nothing was written");
        }
    }
    assert_eq!(lines().await, before, "what changes nothing is not in the log");
}

#[tokio::test]
async fn what_is_shown_but_not_written_is_refused_with_another_value() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let path = format!("/consultants/{}", made["id"]);
    let mut whole = made.clone();
    for (name, value) in [
        ("id", json!(0)),
        ("created_at", json!("2020-01-01T00:00:00Z")),
        ("company_id", json!(2)),
        ("colour", json!(1)),
    ] {
        whole[name] = value;
    }
    whole["title"] = json!("Architecte");
    let refused = problem(manager.put(&path, &whole).await, 422, "validation_failed").await;
    let mut named = faults(&refused);
    named.sort_unstable();
    assert_eq!(named, ["/colour", "/company_id", "/created_at", "/id"]);
    assert_eq!(read(&manager, &path).await.1["title"], "Développeuse");
}

#[tokio::test]
async fn an_older_name_does_not_say_otherwise_than_the_field_beside_it() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = json!({ "title": "Développeuse", "years_experience": 5 });
    let made = manager.make("/consultants", &made).await;
    let path = format!("/consultants/{}", made["id"]);
    for years in [5, 6] {
        let both = json!({ "years_experience": years, "experience_years": 7 });
        let refused = problem(manager.put(&path, &both).await, 422, "validation_failed").await;
        assert_eq!(faults(&refused), ["/experience_years"]);
    }
}

#[tokio::test]
async fn a_write_names_several_versions_weak_ones_or_any() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let path = format!("/consultants/{}", made["id"]);
    let change = async |condition: &str, bio: &str| {
        let request = manager
            .request(Method::PATCH, &path)
            .header(header::IF_MATCH, condition);
        request.json(&json!({ "bio": bio })).send().await.unwrap()
    };
    let (stale, _) = read(&manager, &path).await;
    assert_eq!(change("*", "un").await.status(), 200);
    let (tag, _) = read(&manager, &path).await;
    assert_eq!(change(&format!("{stale}, {tag}"), "deux").await.status(), 200);
    let (tag, _) = read(&manager, &path).await;
    // A proxy that compresses weakens the tag.
    assert_eq!(change(&format!("W/{tag}"), "trois").await.status(), 200);
    for refused in [&stale, &format!("W/{stale}, \"ab\""), "\"\"", "nothing"] {
        problem(change(refused, "quatre").await, 412, "stale").await;
    }
}

#[tokio::test]
async fn a_match_changes_its_tag_with_what_it_shows_of_others() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let paths = plant(&admin, &manager).await;
    let of = |kind: &str| paths.iter().find(|path| path.starts_with(kind)).unwrap().as_str();
    for (shown, shower) in [
        (of("/consultants"), of("/matches")),
        (of("/tenders"), of("/matches")),
        ("/companies/1", of("/partnerships")),
    ] {
        let (tag, before) = read(&manager, shower).await;
        let field = if shown.starts_with("/companies") {
            "name"
        } else {
            "title"
        };
        let renamed = admin.put(shown, &json!({ (field): "Autrement" })).await;
        assert_eq!(renamed.status(), 200, "{shown}");
        let again = manager.request(Method::GET, shower).header(header::IF_NONE_MATCH, &tag);
        let again = again.send().await.unwrap();
        assert_eq!(again.status(), 200, "{shower} shows {shown}");
        let after: Value = again.json().await.unwrap();
        assert_ne!(after, before);
        // The row itself is the one that was read.
        let same = manager.request(Method::PUT, shower).header(header::IF_MATCH, &tag);
        let status = same.json(&json!({})).send().await.unwrap().status();
        assert_eq!(status, 200, "{shower}");
    }
}

#[tokio::test]
async fn a_compressed_answer_has_a_tag_of_its_own_that_conditions_know() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let bio = "Huit ans d'exploitation. ".repeat(80);
    let made = manager
        .make("/consultants", &json!({ "title": "Développeuse", "bio": bio }))
        .await;
    let path = format!("/consultants/{}", made["id"]);
    let (plain, _) = read(&manager, &path).await;
    for coding in ["gzip", "br"] {
        let request = manager
            .request(Method::GET, &path)
            .header(header::ACCEPT_ENCODING, coding);
        let packed = request.send().await.unwrap();
        assert_eq!(packed.headers()[header::CONTENT_ENCODING], coding);
        let tag = tag(&packed);
        assert_ne!(tag, plain);
        let again = manager.request(Method::GET, &path).header(header::IF_NONE_MATCH, &tag);
        let again = again.header(header::ACCEPT_ENCODING, coding).send().await.unwrap();
        assert_eq!(
            (again.status().as_u16(), again.headers()[header::ETAG].to_str().unwrap()),
            (304, tag.as_str())
        );
        let write = manager.request(Method::PATCH, &path).header(header::IF_MATCH, &tag);
        assert_eq!(write.json(&json!({})).send().await.unwrap().status(), 200);
    }
}

/// What the document calls nullable is cleared by null, and nothing else is.
#[tokio::test]
async fn null_clears_what_the_document_says_it_clears() {
    let api = serde_json::to_value(api::router::api_document()).unwrap();
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let manager = world.log_in("manager@alpha.example").await;
    let mut tried = 0;
    for path in plant(&admin, &manager).await {
        if path.ends_with("/me") {
            continue;
        }
        let kind = path.split('/').nth(1).unwrap();
        let operation = &api["paths"][format!("/api/v1/{kind}/{{id}}")]["put"];
        let named = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            .as_str()
            .unwrap();
        let schema = &api["components"]["schemas"][named.rsplit('/').next().unwrap()];
        let before = read(&admin, &path).await.1;
        for (field, described) in schema["properties"].as_object().unwrap() {
            let is_nullable = described["type"]
                .as_array()
                .is_some_and(|types| types.contains(&json!("null")));
            // Two that go together are cleared together.
            let body = match field.as_str() {
                "latitude" | "longitude" => json!({ "latitude": null, "longitude": null }),
                _ => json!({ (field): null }),
            };
            if before[field] == Value::Null && !is_nullable {
                continue;
            }
            let answer = admin.request(Method::PATCH, &path).json(&body).send().await.unwrap();
            let expected = if is_nullable { 200 } else { 422 };
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            assert_eq!(status, expected, "{path} {field}: {text}");
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}
