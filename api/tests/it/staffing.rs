//! From a match by hand to a collaboration, and what rests on what.

use crate::world::{Caller, World, faults, problem};
use reqwest::Method;
use serde_json::{Value, json};

async fn moved(caller: &Caller<'_>, id: &Value, verb: &str) -> reqwest::Response {
    caller.post(&format!("/matches/{id}/{verb}"), &json!({})).await
}

#[tokio::test]
async fn a_match_by_hand_is_scored_decided_and_becomes_a_collaboration() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "years_experience": 8 }),
        )
        .await;
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    let tender = manager.make("/tenders", &tender).await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"], "notes": "Recommandée" });
    let given =
        json!({ "consultant_id": consultant["id"], "tender_id": tender["id"], "score": 1, "status": "accepted" });
    let refused = problem(manager.post("/matches", &given).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/score", "/status"]);
    let made = manager.make("/matches", &pair).await;
    assert_eq!(
        (&made["source"], &made["status"]),
        (&json!("manual"), &json!("pending"))
    );
    assert!(made["score"].as_f64().unwrap() > 0.9, "{made}");
    problem(manager.post("/matches", &pair).await, 409, "already_exists").await;
    let early = json!({ "match_id": made["id"] });
    problem(manager.post("/collaborations", &early).await, 409, "wrong_state").await;
    let refused = problem(moved(&manager, &made["id"], "accept").await, 409, "wrong_state").await;
    let detail = refused["detail"].as_str().unwrap();
    assert!(
        detail.contains("propose, reject, cancel"),
        "the allowed moves are named: {detail}"
    );
    for verb in ["propose", "accept"] {
        assert_eq!(moved(&manager, &made["id"], verb).await.status(), 200);
    }
    let agreed =
        json!({ "match_id": made["id"], "daily_rate": 600, "start_date": "2026-12-01", "end_date": "2027-03-31" });
    let work = manager.make("/collaborations", &agreed).await;
    assert_eq!((&work["status"], &work["currency"]), (&json!("draft"), &json!("EUR")));
    let overlapping = json!({ "match_id": made["id"], "start_date": "2027-03-01" });
    problem(
        manager.post("/collaborations", &overlapping).await,
        409,
        "already_exists",
    )
    .await;
    let renewal = json!({ "match_id": made["id"], "start_date": "2027-04-01" });
    manager.make("/collaborations", &renewal).await;
    let path = format!("/collaborations/{}", work["id"]);
    let put = |body: Value| manager.request(Method::PUT, &path).json(&body).send();
    let refused = problem(put(json!({ "status": "completed" })).await.unwrap(), 409, "wrong_state").await;
    assert!(
        refused["detail"].as_str().unwrap().contains("active, cancelled"),
        "{refused}"
    );
    assert_eq!(
        put(json!({ "status": "active", "notes": "C'est parti" }))
            .await
            .unwrap()
            .status(),
        200
    );
    let gone = manager.request(Method::DELETE, &path).send().await.unwrap();
    problem(gone, 409, "wrong_state").await;
    for (path, counts) in [
        (format!("/matches/{}", made["id"]), vec!["collaborations : 2"]),
        (
            format!("/tenders/{}", tender["id"]),
            vec!["rapprochements : 1", "collaborations : 2"],
        ),
        (
            format!("/consultants/{}", consultant["id"]),
            vec!["rapprochements : 1", "collaborations : 2"],
        ),
    ] {
        let kept = problem(
            manager.request(Method::DELETE, &path).send().await.unwrap(),
            409,
            "in_use",
        )
        .await;
        for count in counts {
            assert!(kept["detail"].as_str().unwrap().contains(count), "{count} in {kept}");
        }
    }
}

#[tokio::test]
async fn a_search_for_pairs_answers_at_once_and_stores_nothing() {
    let world = World::new().await;
    let (alpha, beta) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@beta.example").await,
    );
    let ours = alpha
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "years_experience": 8 }),
        )
        .await;
    let theirs = beta
        .make(
            "/consultants",
            &json!({ "title": "Développeur", "years_experience": 7 }),
        )
        .await;
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    let tender = alpha.make("/tenders", &tender).await;
    let find = async |caller: &Caller<'_>, path: String| {
        let answer = caller.request(Method::POST, &path).send().await.unwrap();
        let rows: Vec<Value> = answer.json().await.unwrap();
        rows.iter()
            .map(|m| m["consultant_id"].as_i64().unwrap())
            .collect::<Vec<_>>()
    };
    let (id, ours, theirs) = (
        &tender["id"],
        ours["id"].as_i64().unwrap(),
        theirs["id"].as_i64().unwrap(),
    );
    let path = format!("/matches/find-for-tender/{id}");
    assert_eq!(find(&alpha, path.clone()).await, [ours, theirs]);
    assert_eq!(
        find(&alpha, format!("{path}?include_partner_consultants=false")).await,
        [ours]
    );
    assert_eq!(
        find(&beta, path.clone()).await,
        [theirs],
        "only pairs of which it is a side"
    );
    assert_eq!(
        find(&alpha, format!("/matches/find-for-consultant/{ours}?min_score=0.1")).await,
        [ours]
    );
    let gamma = world.log_in("manager@gamma.example").await;
    problem(
        gamma.request(Method::POST, &path).send().await.unwrap(),
        404,
        "not_found",
    )
    .await;
    let weights = json!({ "name": "Expérience", "weights": { "experience": 1 }, "is_default": true });
    let profile = alpha.make("/scoring-profiles", &weights).await;
    let preview = format!("/scoring-profiles/{}/preview", profile["id"]);
    let tried: Vec<Value> = alpha
        .post(&preview, &json!({ "tender_id": id }))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(tried[0]["score"], 1.0);
    let stored: Vec<Value> = alpha.get("/matches").await.json().await.unwrap();
    assert!(stored.is_empty());
    let other = alpha
        .make(
            "/scoring-profiles",
            &json!({ "name": "Autre", "weights": { "skills": 1 }, "is_default": true }),
        )
        .await;
    let first: Value = alpha
        .get(&format!("/scoring-profiles/{}", profile["id"]))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&first["is_default"], &first["version"], &other["is_default"]),
        (&json!(false), &json!(2), &json!(true))
    );
}

#[tokio::test]
async fn a_partnership_opens_when_the_partner_accepts_and_closes_when_either_ends_it() {
    let world = World::new().await;
    let (alpha, gamma) = (
        world.log_in("manager@alpha.example").await,
        world.log_in("manager@gamma.example").await,
    );
    let consultant = alpha.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let path = format!("/consultants/{}", consultant["id"]);
    let asked = alpha.make("/partnerships", &json!({ "partner_company_id": 3 })).await;
    problem(
        gamma.post("/partnerships", &json!({ "partner_company_id": 1 })).await,
        409,
        "already_exists",
    )
    .await;
    let one = format!("/partnerships/{}", asked["id"]);
    let step = async |caller: &Caller<'_>, verb: &str| {
        caller
            .request(Method::POST, &format!("{one}/{verb}"))
            .send()
            .await
            .unwrap()
    };
    problem(gamma.get(&path).await, 404, "not_found").await;
    problem(step(&alpha, "accept").await, 403, "forbidden").await;
    problem(
        step(&world.log_in("manager@beta.example").await, "accept").await,
        404,
        "not_found",
    )
    .await;
    assert_eq!(step(&gamma, "accept").await.status(), 200);
    assert_eq!(gamma.get(&path).await.status(), 200);
    let again = problem(step(&gamma, "accept").await, 409, "wrong_state").await;
    assert!(again["detail"].as_str().unwrap().contains("end"), "{again}");
    let late = alpha
        .request(Method::PUT, &one)
        .json(&json!({ "terms": "x" }))
        .send()
        .await
        .unwrap();
    problem(late, 409, "wrong_state").await;
    assert_eq!(step(&gamma, "end").await.status(), 200);
    problem(gamma.get(&path).await, 404, "not_found").await;
    // What it opened is history.
    let gone = alpha.request(Method::DELETE, &one).send().await.unwrap();
    problem(gone, 409, "wrong_state").await;
}

#[tokio::test]
async fn companies_and_skills_that_others_rest_on_are_kept_with_the_counts() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let company = admin
        .make("/companies", &json!({ "name": "Vide", "is_esn": false }))
        .await;
    problem(
        admin
            .post("/companies", &json!({ "name": "VIDE", "is_esn": true }))
            .await,
        409,
        "already_exists",
    )
    .await;
    let empty = format!("/companies/{}", company["id"]);
    assert_eq!(
        admin.request(Method::DELETE, &empty).send().await.unwrap().status(),
        204
    );
    let kept = problem(
        admin.request(Method::DELETE, "/companies/1").send().await.unwrap(),
        409,
        "in_use",
    )
    .await;
    assert!(kept["detail"].as_str().unwrap().contains("utilisateurs : 2"), "{kept}");
    let skill = admin
        .make("/skills", &json!({ "name": "Go", "category": "programming" }))
        .await;
    let consultant = admin
        .make("/consultants", &json!({ "title": "x", "company_id": 1 }))
        .await;
    let has = json!({ "skill_id": skill["id"], "proficiency_level": "expert" });
    admin
        .make(&format!("/consultants/{}/skills", consultant["id"]), &has)
        .await;
    let path = format!("/skills/{}", skill["id"]);
    let kept = problem(
        admin.request(Method::DELETE, &path).send().await.unwrap(),
        409,
        "in_use",
    )
    .await;
    assert!(kept["detail"].as_str().unwrap().contains("consultants : 1"), "{kept}");
    let renamed = admin
        .request(Method::PUT, &path)
        .json(&json!({ "name": "Golang", "aliases": ["Go"] }));
    let renamed: Value = renamed.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&renamed["name"], &renamed["category"]),
        (&json!("Golang"), &json!("programming"))
    );
    let portfolio = admin
        .make(
            "/portfolios",
            &json!({ "title": "x", "company_id": 1, "consultant_id": consultant["id"] }),
        )
        .await;
    let foreign = json!({ "title": "x", "company_id": 2, "consultant_id": consultant["id"] });
    let refused = problem(admin.post("/portfolios", &foreign).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/consultant_id"]);
    let gone = admin
        .request(Method::DELETE, &format!("/portfolios/{}", portfolio["id"]))
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 204);
}

#[tokio::test]
async fn a_match_explains_itself_in_the_reader_s_language() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager
        .make(
            "/consultants",
            &json!({ "title": "Développeuse", "years_experience": 4.5 }),
        )
        .await;
    let tender = json!({ "title": "Mission", "status": "open", "min_years_experience": 5 });
    let tender = manager.make("/tenders", &tender).await;
    let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
    let made = manager.make("/matches", &pair).await;
    assert_eq!(
        made["explanation"]["criteria"][0]["reason"], "4,5 ans d'expérience, 5 demandés : il en manque 0,5.",
        "French is the default"
    );
    let path = format!("/matches/{}", made["id"]);
    // Of an earlier version.
    world
        .db
        .execute(
            "UPDATE matches SET explanation = jsonb_set(explanation, '{left_out,0,reason}', '\"The tender asks for no skill.\"'), status = 'cancelled',
                cancelled_by = 'system', source = 'generated', reason = 'Its score fell under the bar.', decided_at = now()",
        )
        .await;
    let read = async |path: &str, language: &str| {
        let asked = manager.request(Method::GET, path).header("accept-language", language);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.headers()["content-language"], language, "{path}");
        assert!(
            answer.headers().get_all("vary").iter().any(|v| v == "accept-language"),
            "{path}"
        );
        let tag = answer.headers().get("etag").map(|tag| tag.to_str().unwrap().to_owned());
        (answer.json::<Value>().await.unwrap(), tag)
    };
    let ((french, fr_tag), (english, en_tag)) = (read(&path, "fr").await, read(&path, "en").await);
    assert_ne!(fr_tag, en_tag);
    assert_eq!(french["reason"], "Sa note est passée sous la barre.");
    assert_eq!(english["reason"], "Its score fell under the bar.");
    let criterion = &english["explanation"]["criteria"][0];
    assert_eq!(
        criterion["reason"],
        "4.5 years of experience, 5 asked for: 0.5 too few."
    );
    assert_eq!(criterion["evidence"][0], "years of experience: 4.5");
    assert_eq!(
        french["explanation"]["left_out"][0]["reason"],
        "The tender asks for no skill."
    );
    assert_eq!(
        french["explanation"]["recommendations"][0]["text"],
        "Atteindre 5 ans d'expérience."
    );
    let lists = [
        "/matches".to_owned(),
        format!("/tenders/{}/matches", tender["id"]),
        format!("/consultants/{}/matches", consultant["id"]),
    ];
    for list in lists {
        for (language, one) in [("fr", &french), ("en", &english)] {
            assert_eq!(&read(&list, language).await.0[0], one, "{list} {language}");
        }
    }
    let (explained, _) = read(&format!("{path}/explanation"), "en").await;
    assert_eq!(explained, english["explanation"]);
    // A tag of either language is a version that may be written.
    let put = manager.request(Method::PUT, &path).header("if-match", en_tag.unwrap());
    let noted = put.json(&json!({ "notes": "Vu" })).send().await.unwrap();
    assert_eq!(noted.status(), 200);
    let find = format!("/matches/find-for-tender/{}?min_score=0", tender["id"]);
    let found = manager.request(Method::POST, &find).header("accept-language", "en");
    let found: Value = found.send().await.unwrap().json().await.unwrap();
    assert_eq!(found[0]["explanation"]["criteria"][0]["reason"], criterion["reason"]);
}
