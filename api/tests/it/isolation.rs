//! What a caller may not see answers 404, what it may see but not do 403.

use crate::world::{World, faults, problem};
use reqwest::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn partners_read_strangers_and_clients_do_not() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let made = alpha
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "last_name": "Martin" }),
        )
        .await;
    let path = format!("/consultants/{}", made["id"]);
    let partner = world.log_in("manager@beta.example").await;
    assert_eq!(partner.get(&path).await.status(), 200);
    let change = json!({ "title": "Autre" });
    let tried = partner
        .request(Method::PATCH, &path)
        .json(&change)
        .send()
        .await
        .unwrap();
    problem(tried, 403, "forbidden").await;
    for email in [
        "manager@gamma.example",
        "client@delta.example",
        "consultant@alpha.example",
    ] {
        let other = world.log_in(email).await;
        problem(other.get(&path).await, 404, "not_found").await;
        let list: Vec<Value> = other.get("/consultants").await.json().await.unwrap();
        assert!(list.is_empty(), "{email}: {list:?}");
    }
    let stranger = world.log_in("manager@gamma.example").await;
    let tried = stranger
        .request(Method::PATCH, &path)
        .json(&change)
        .send()
        .await
        .unwrap();
    problem(tried, 404, "not_found").await;
    let tried = stranger.request(Method::DELETE, &path).send().await.unwrap();
    problem(tried, 404, "not_found").await;
}

#[tokio::test]
async fn a_partnership_that_ended_opens_nothing() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let made = alpha.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let partner = world.log_in("manager@beta.example").await;
    world
        .db
        .execute("UPDATE partnerships SET end_date = current_date - 1, start_date = NULL")
        .await;
    problem(
        partner.get(&format!("/consultants/{}", made["id"])).await,
        404,
        "not_found",
    )
    .await;
}

#[tokio::test]
async fn a_client_sees_whom_its_tenders_were_proposed() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let client = world.log_in("client@delta.example").await;
    let consultant = alpha.make("/consultants", &json!({ "title": "Développeuse" })).await;
    client
        .make("/tenders", &json!({ "title": "Mission", "status": "open" }))
        .await;
    let path = format!("/consultants/{}", consultant["id"]);
    world
        .db
        .execute(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
             SELECT c.company_id, t.company_id, c.id, t.id, 0.8, 'manual', 'pending', '{}', now() FROM consultants c, tenders t",
        )
        .await;
    problem(client.get(&path).await, 404, "not_found").await;
    world.db.execute("UPDATE matches SET status = 'proposed'").await;
    assert_eq!(client.get(&path).await.status(), 200);
}

#[tokio::test]
async fn a_consultant_writes_itself_but_not_its_rate() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let consultant = world.log_in("consultant@alpha.example").await;
    let me: Value = consultant.get("/auth/me").await.json().await.unwrap();
    let body = json!({ "title": "Développeuse", "user_id": me["id"] });
    let made = alpha.make("/consultants", &body).await;
    let path = format!("/consultants/{}", made["id"]);
    let patch = |body: Value| consultant.request(Method::PATCH, &path).json(&body).send();
    assert_eq!(patch(json!({ "bio": "Bonjour" })).await.unwrap().status(), 200);
    let refused = patch(json!({ "daily_rate": 900, "status": "unavailable" }))
        .await
        .unwrap();
    assert_eq!(
        faults(&problem(refused, 422, "validation_failed").await),
        ["/status", "/daily_rate"]
    );
    problem(
        consultant.post("/consultants", &json!({ "title": "X" })).await,
        403,
        "forbidden",
    )
    .await;
}

#[tokio::test]
async fn partners_see_open_tenders_only() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let draft = alpha.make("/tenders", &json!({ "title": "Brouillon" })).await;
    let open = alpha
        .make("/tenders", &json!({ "title": "Ouvert", "status": "open" }))
        .await;
    for (email, sees) in [
        ("manager@beta.example", vec!["Ouvert"]),
        ("consultant@alpha.example", vec!["Ouvert"]),
        ("manager@alpha.example", vec!["Brouillon", "Ouvert"]),
        ("manager@gamma.example", vec![]),
        ("client@delta.example", vec![]),
    ] {
        let caller = world.log_in(email).await;
        let list: Vec<Value> = caller.get("/tenders").await.json().await.unwrap();
        let titles: Vec<&str> = list.iter().map(|t| t["title"].as_str().unwrap()).collect();
        assert_eq!(titles, sees, "{email}");
    }
    let partner = world.log_in("manager@beta.example").await;
    problem(
        partner.get(&format!("/tenders/{}", draft["id"])).await,
        404,
        "not_found",
    )
    .await;
    assert_eq!(partner.get(&format!("/tenders/{}", open["id"])).await.status(), 200);
}

#[tokio::test]
async fn of_other_companies_only_the_name_is_shown() {
    let world = World::new().await;
    let alpha = world.log_in("manager@alpha.example").await;
    let companies: Vec<Value> = alpha.get("/companies").await.json().await.unwrap();
    let with_address: Vec<&str> = companies
        .iter()
        .filter(|c| !c["address"].is_null())
        .map(|c| c["name"].as_str().unwrap())
        .collect();
    assert_eq!((companies.len(), with_address), (4, vec!["alpha"]));
    let partnerships: Vec<Value> = alpha.get("/partnerships").await.json().await.unwrap();
    assert_eq!(partnerships[0]["partner_company"]["name"], "beta");
    let stranger = world.log_in("manager@gamma.example").await;
    let none: Vec<Value> = stranger.get("/partnerships").await.json().await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn who_works_for_a_tender_reads_it_and_nobody_else_does() {
    let world = World::new().await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let (worker, colleague) = (
        world.log_in("consultant@beta.example").await,
        world.log_in("consultant@alpha.example").await,
    );
    let body = json!({ "title": "Développeuse", "user_id": worker.id().await });
    let consultant = beta.make("/consultants", &body).await;
    let tender = json!({ "title": "Mission", "status": "open" });
    let tender = alpha.make("/tenders", &tender).await["id"].clone();
    let path = format!("/tenders/{tender}");
    let sides = json!({ "consultant_id": consultant["id"], "tender_id": tender });
    let made = beta.make("/matches", &sides).await["id"].clone();
    beta.make(&format!("/matches/{made}/propose"), &json!({})).await;
    let begun = json!({ "status": "in_progress" });
    assert_eq!(alpha.put(&path, &begun).await.status(), 200);
    for caller in [&beta, &worker] {
        problem(caller.get(&path).await, 404, "not_found").await;
    }
    alpha.make(&format!("/matches/{made}/accept"), &json!({})).await;
    for caller in [&beta, &worker] {
        for of in ["", "/skills"] {
            assert_eq!(caller.get(&format!("{path}{of}")).await.status(), 200, "{of}");
        }
    }
    let change = beta.put(&path, &json!({ "title": "x" })).await;
    problem(change, 403, "forbidden").await;
    let stranger = world.log_in("manager@gamma.example").await;
    for caller in [&colleague, &stranger] {
        problem(caller.get(&path).await, 404, "not_found").await;
    }
    world
        .db
        .execute("UPDATE partnerships SET end_date = current_date - 1, start_date = NULL")
        .await;
    problem(beta.get(&path).await, 404, "not_found").await;
}

#[tokio::test]
async fn a_match_that_a_client_saw_stays_when_it_is_withdrawn() {
    let world = World::new().await;
    let (alpha, client) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("client@delta.example").await,
    );
    world
        .db
        .execute(
            "INSERT INTO partnerships (initiator_company_id, partner_company_id, status, created_at) VALUES (1, 4, 'active', now())",
        )
        .await;
    let tender = json!({ "title": "Mission", "status": "open", "required_consultants": 5 });
    let tender = client.make("/tenders", &tender).await["id"].clone();
    let mut paths = Vec::new();
    for proposed in [true, false] {
        let consultant = alpha.make("/consultants", &json!({ "title": "Développeuse" })).await;
        let sides = json!({ "consultant_id": consultant["id"], "tender_id": tender });
        let path = format!("/matches/{}", alpha.make("/matches", &sides).await["id"]);
        problem(client.get(&path).await, 404, "not_found").await;
        if proposed {
            alpha.make(&format!("{path}/propose"), &json!({})).await;
            assert_eq!(client.get(&path).await.status(), 200);
        }
        alpha
            .make(&format!("{path}/cancel"), &json!({ "reason": "En congé" }))
            .await;
        paths.push((path, consultant["id"].clone()));
    }
    let (seen, unseen) = (&paths[0], &paths[1]);
    let shown: Value = client.get(&seen.0).await.json().await.unwrap();
    assert_eq!(
        (&shown["status"], &shown["reason"]),
        (&json!("cancelled"), &json!("En congé"))
    );
    assert_eq!(client.get(&format!("{}/explanation", seen.0)).await.status(), 200);
    let late = client.post(&format!("{}/accept", seen.0), &json!({})).await;
    problem(late, 409, "wrong_state").await;
    problem(client.get(&unseen.0).await, 404, "not_found").await;
    let late = client.post(&format!("{}/accept", unseen.0), &json!({})).await;
    problem(late, 404, "not_found").await;
    let listed: Vec<Value> = client.get("/matches").await.json().await.unwrap();
    assert_eq!(listed.len(), 1);
    // The match, and not the person any more.
    problem(client.get(&format!("/consultants/{}", seen.1)).await, 404, "not_found").await;
}
