//! A consultant's life, and the filters of its list.

use crate::world::{World, faults, problem};
use reqwest::{Method, header};
use serde_json::{Value, json};

#[tokio::test]
async fn it_is_made_changed_and_removed_and_its_text_is_indexed_each_time() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let body = json!({ "title": "Développeuse", "daily_rate": 580.5, "bio": "Bonjour" });
    let answer = manager.post("/consultants", &body).await;
    assert_eq!(answer.status(), 201);
    let (location, etag) = (
        answer.headers()[header::LOCATION].clone(),
        answer.headers()[header::ETAG].clone(),
    );
    let made: Value = answer.json().await.unwrap();
    let path = format!("/consultants/{}", made["id"]);
    assert_eq!(location, format!("/api/v1{path}"));
    assert_eq!((&made["daily_rate"], &made["currency"]), (&json!(580.5), &json!("EUR")));
    let change = |tag: header::HeaderValue, body: Value| {
        manager
            .request(Method::PATCH, &path)
            .header(header::IF_MATCH, tag)
            .json(&body)
            .send()
    };
    let changed = change(etag.clone(), json!({ "bio": null, "location": "Nantes" }))
        .await
        .unwrap();
    assert_eq!(changed.status(), 200);
    let changed: Value = changed.json().await.unwrap();
    assert_eq!(
        (&changed["bio"], &changed["location"]),
        (&Value::Null, &json!("Nantes"))
    );
    assert_eq!(changed["daily_rate"], json!(580.5), "what is absent stays");
    problem(change(etag, json!({ "location": "Lyon" })).await.unwrap(), 412, "stale").await;
    let subject = format!("/executions?kind=index_document&subject=consultant:{}", made["id"]);
    let jobs: Vec<Value> = manager.get(&subject).await.json().await.unwrap();
    assert_eq!(jobs.len(), 2, "one for the making, one for the change");
    let gone = manager.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(gone.status(), 204);
    problem(manager.get(&path).await, 404, "not_found").await;
}

#[tokio::test]
async fn one_on_whom_matches_rest_is_not_removed() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    manager.make("/tenders", &json!({ "title": "Mission" })).await;
    world
        .db
        .execute(
            "INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, explanation, created_at)
             SELECT c.company_id, t.company_id, c.id, t.id, 0.8, 'manual', 'pending', '{}', now() FROM consultants c, tenders t",
        )
        .await;
    let path = format!("/consultants/{}", made["id"]);
    let refused = manager.request(Method::DELETE, &path).send().await.unwrap();
    let body = problem(refused, 409, "in_use").await;
    assert!(
        body["detail"].as_str().unwrap().contains("rapprochements : 1"),
        "{body}"
    );
}

#[tokio::test]
async fn skills_are_added_changed_and_removed() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = manager
        .make("/skills", &json!({ "name": "Rust", "category": "programming" }))
        .await;
    let made = manager.make("/consultants", &json!({ "title": "Développeuse" })).await;
    let path = format!("/consultants/{}/skills", made["id"]);
    let body = json!({ "skill_id": skill["id"], "proficiency_level": "advanced", "years_experience": 4 });
    let added = manager.make(&path, &body).await;
    assert_eq!(
        (&added["name"], &added["proficiency_level"]),
        (&json!("Rust"), &json!("advanced"))
    );
    problem(manager.post(&path, &body).await, 409, "already_exists").await;
    let unknown = json!({ "skill_id": 999_999, "proficiency_level": "expert" });
    problem(manager.post(&path, &unknown).await, 422, "validation_failed").await;
    let one = format!("{path}/{}", skill["id"]);
    let put = manager
        .request(Method::PUT, &one)
        .json(&json!({ "proficiency_level": "expert" }));
    let changed: Value = put.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&changed["proficiency_level"], &changed["years_experience"]),
        (&json!("expert"), &json!(4.0))
    );
    assert_eq!(
        manager.request(Method::DELETE, &one).send().await.unwrap().status(),
        204
    );
    problem(
        manager.request(Method::DELETE, &one).send().await.unwrap(),
        404,
        "not_found",
    )
    .await;
    let left: Vec<Value> = manager.get(&path).await.json().await.unwrap();
    assert!(left.is_empty());
}

#[tokio::test]
async fn every_filter_narrows_the_list_and_pages_are_linked() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let skill = manager
        .make(
            "/skills",
            &json!({ "name": "Kubernetes", "category": "cloud", "aliases": ["K8s"] }),
        )
        .await;
    let of = |title: &str, more: Value| {
        let mut body = json!({ "title": title });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let ada = of(
        "Ingénieure",
        json!({ "last_name": "Ada", "years_experience": 9, "location": "Nantes", "remote_work": true, "availability_date": "2026-03-01" }),
    );
    let bob = of(
        "Architecte",
        json!({ "last_name": "Bob", "years_experience": 3, "location": "Lyon", "status": "on_mission", "daily_rate": 700 }),
    );
    let ada = manager.make("/consultants", &ada).await;
    manager.make("/consultants", &bob).await;
    let body = json!({ "skill_id": skill["id"], "proficiency_level": "advanced" });
    manager.make(&format!("/consultants/{}/skills", ada["id"]), &body).await;
    let names = async |query: &str| {
        let rows: Vec<Value> = manager
            .get(&format!("/consultants?{query}"))
            .await
            .json()
            .await
            .unwrap();
        rows.iter()
            .map(|c| c["last_name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
            .join(",")
    };
    for (query, expected) in [
        ("", "Ada,Bob"),
        ("company_id=1", "Ada,Bob"),
        ("company_id=2", ""),
        ("status=on_mission", "Bob"),
        ("status_filter=available,on_mission", "Ada,Bob"),
        ("skills=k8s", "Ada"),
        ("skills=Kubernetes,Rust", ""),
        ("min_years=5", "Ada"),
        ("available_from=2026-02-01&available_to=2026-04-01", "Ada"),
        ("location=NANT", "Ada"),
        ("remote=false", "Bob"),
        ("q=ingenieure", "Ada"),
        ("sort=-years_experience", "Ada,Bob"),
        ("sort=last_name&limit=1&offset=1", "Bob"),
        ("sort=daily_rate", "Bob,Ada"),
        ("skip=1", "Bob"),
    ] {
        assert_eq!(names(query).await, expected, "{query}");
    }
    let by_id = format!("skills={}", skill["id"]);
    assert_eq!(names(&by_id).await, "Ada");
    let page = manager.get("/consultants?limit=1&remote=true&status=available").await;
    assert_eq!(page.headers()["x-total-count"], "1");
    let first = manager.get("/consultants?limit=1").await;
    assert_eq!(first.headers()["x-total-count"], "2");
    let link = first.headers()[header::LINK].to_str().unwrap();
    assert!(
        link.contains("</api/v1/consultants?limit=1&offset=1&after=1>; rel=\"next\""),
        "{link}"
    );
}

/// Follows `Link` to the end, doing something after the first page.
pub async fn walk(caller: &crate::world::Caller<'_>, first: &str, meanwhile: impl AsyncFn()) -> Vec<i64> {
    let (mut ids, mut path) = (Vec::new(), Some(first.to_owned()));
    while let Some(at) = path.take() {
        let answer = caller.get(&at).await;
        assert_eq!(answer.status(), 200, "{at}");
        let link = answer
            .headers()
            .get(header::LINK)
            .map(|v| v.to_str().unwrap().to_owned());
        let rows: Vec<Value> = answer.json().await.unwrap();
        if ids.is_empty() {
            meanwhile().await;
        }
        ids.extend(rows.iter().map(|row| row["id"].as_i64().unwrap()));
        let next = link
            .iter()
            .flat_map(|l| l.split(", "))
            .find(|l| l.ends_with("rel=\"next\""));
        path = next.map(|l| l.trim_start_matches("</api/v1").split('>').next().unwrap().to_owned());
    }
    ids
}

#[tokio::test]
async fn pages_neither_repeat_nor_miss_a_row_whatever_is_written_between_them() {
    for (n, sort) in [
        "",
        "&sort=-id",
        "&sort=title",
        "&sort=-title",
        "&sort=-daily_rate",
        "&sort=daily_rate",
        "&sort=availability_date",
    ]
    .into_iter()
    .enumerate()
    {
        let world = World::new().await;
        let manager = world.log_in("manager@alpha.example").await;
        world
            .db
            .execute(
                "INSERT INTO consultants (id, company_id, title, daily_rate, availability_date, status, created_at) OVERRIDING SYSTEM VALUE
                SELECT 1000 + n, 1, CASE n % 3 WHEN 0 THEN 'même : titre & %' ELSE 'Titre ' || n % 4 END, CASE WHEN n % 4 > 0 THEN 300 + n % 5 + 0.25 END,
                    CASE WHEN n % 3 > 0 THEN date '2026-01-01' + n % 5 END, 'available', now() FROM generate_series(1, 23) n",
            )
            .await;
        // Rows of lower ids that are committed late, others that are new, in every place of every order; and one that goes.
        let meanwhile = async || {
            world
                .db
                .execute(
                    "INSERT INTO consultants (id, company_id, title, daily_rate, availability_date, status, created_at) OVERRIDING SYSTEM VALUE
                    SELECT CASE WHEN n <= 9 THEN n ELSE 2000 + n END, 1, (ARRAY['A', 'Titre 1', 'z'])[1 + n % 3], (ARRAY[1, 302.25, 900, NULL])[1 + n % 4],
                        (ARRAY[date '2020-01-01', '2026-01-03', NULL])[1 + n % 3], 'available', now() FROM generate_series(1, 18) n;
                    DELETE FROM consultants WHERE id = 1012",
                )
                .await;
        };
        let ids = walk(&manager, &format!("/consultants?limit=4{sort}"), meanwhile).await;
        let mut old: Vec<i64> = ids
            .iter()
            .copied()
            .filter(|id| (1001..=1023).contains(id) && *id != 1012)
            .collect();
        old.sort_unstable();
        assert_eq!(
            old,
            (1001..=1023).filter(|id| *id != 1012).collect::<Vec<_>>(),
            "{n}: {sort} {ids:?}"
        );
        let all: std::collections::HashSet<i64> = ids.iter().copied().collect();
        assert_eq!(all.len(), ids.len(), "{sort} {ids:?}");
    }
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let other_order = manager.get("/consultants?sort=daily_rate&after=7:x").await;
    assert_eq!(faults(&problem(other_order, 422, "validation_failed").await), ["after"]);
}
