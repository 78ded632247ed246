//! What lists find, in which order, whatever the case and accents; and the words of the catalogue.

use crate::world::{Caller, World, faults, problem};
use reqwest::Method;
use serde_json::{Value, json};

async fn texts(caller: &Caller<'_>, path: &str, field: &str) -> Vec<String> {
    let rows: Vec<Value> = caller.get(path).await.json().await.unwrap();
    rows.iter()
        .map(|row| row[field].as_str().unwrap_or("-").to_owned())
        .collect()
}

#[tokio::test]
async fn text_is_sorted_as_people_read_it() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for name in ["Zoé", "Élodie", "etienne", "Ève", "Adèle"] {
        let body = json!({ "title": name, "last_name": name, "company_id": 1 });
        admin.make("/consultants", &body).await;
        admin.make("/tenders", &json!({ "title": name, "company_id": 1 })).await;
        admin
            .make("/companies", &json!({ "name": name, "is_esn": false }))
            .await;
    }
    admin
        .make("/consultants", &json!({ "title": "Sans nom", "company_id": 1 }))
        .await;
    let sorted = ["Adèle", "Élodie", "etienne", "Ève", "Zoé"];
    let down: Vec<&str> = sorted.iter().rev().copied().collect();
    assert_eq!(
        texts(&admin, "/consultants?sort=last_name", "last_name").await,
        [&sorted[..], &["-"]].concat()
    );
    assert_eq!(
        texts(&admin, "/consultants?sort=-last_name", "last_name").await,
        [&down[..], &["-"]].concat()
    );
    assert_eq!(texts(&admin, "/tenders?sort=title", "title").await, sorted);
    assert_eq!(texts(&admin, "/tenders?sort=-title", "title").await, down);
    let companies = texts(&admin, "/companies", "name").await;
    assert_eq!(
        companies,
        [
            "Adèle", "alpha", "beta", "delta", "Élodie", "etienne", "Ève", "gamma", "Zoé"
        ]
    );
}

#[tokio::test]
async fn who_is_available_and_names_no_day_is_so_today() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for (title, status, day) in [
        ("now", "available", Value::Null),
        ("later", "available", json!("2099-03-01")),
        ("away", "on_mission", Value::Null),
    ] {
        manager
            .make(
                "/consultants",
                &json!({ "title": title, "status": status, "availability_date": day }),
            )
            .await;
    }
    for (filter, found) in [
        ("available_to=2099-01-01", vec!["now"]),
        ("available_to=2099-12-31", vec!["now", "later"]),
        ("available_from=2020-01-01", vec!["now", "later"]),
        ("available_from=2099-01-01", vec!["later"]),
        ("available_from=2020-01-01&available_to=2098-01-01", vec!["now"]),
    ] {
        assert_eq!(
            texts(&manager, &format!("/consultants?{filter}"), "title").await,
            found,
            "{filter}"
        );
    }
}

#[tokio::test]
async fn searches_take_words_in_any_order_fold_accents_and_forgive_typos() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    admin
        .make(
            "/companies",
            &json!({ "name": "Société Générale d'Ingénierie", "is_esn": true }),
        )
        .await;
    let skill = json!({ "name": "Apprentissage automatique", "category": "method", "aliases": ["Machine learning"] });
    admin.make("/skills", &skill).await;
    let user = json!({ "email": "helene.dupont@x.example", "first_name": "Hélène", "last_name": "Dupont", "password": "correct horse battery 2",
        "role": "observer", "company_id": 1 });
    admin.make("/users", &user).await;
    admin
        .make(
            "/portfolios",
            &json!({ "title": "Migration vers Kubernetes", "description": "Réseau bancaire", "company_id": 1 }),
        )
        .await;
    admin
        .make("/tenders", &json!({ "title": "Ingénieur Kubernetes", "company_id": 1 }))
        .await;
    for (path, hits, misses) in [
        (
            "/companies",
            ["ingenierie societe", "sociéte", "ingeniierie"],
            ["ingenierie banque", "xyzzy"],
        ),
        (
            "/skills",
            ["automatique apprentissage", "LEARNING machine", "aprentissage"],
            ["machine banque", "xyzzy"],
        ),
        (
            "/users",
            ["dupont helene", "HELENE", "helene.dupnot"],
            ["dupont banque", "xyzzy"],
        ),
        (
            "/portfolios",
            ["bancaire migration", "reseau", "kuberntes"],
            ["migration xyzzy", "xyzzy"],
        ),
        (
            "/tenders",
            ["kubernetes ingenieur", "INGÉNIEUR", "kuberntes"],
            ["ingenieur xyzzy", "xyzzy"],
        ),
    ] {
        let count = async |q: &str| {
            let answer = admin.get(&format!("{path}?q={}", q.replace(' ', "+"))).await;
            let rows: Vec<Value> = answer.json().await.unwrap();
            rows.len()
        };
        for q in hits {
            assert_eq!(count(q).await, 1, "{path} {q}");
        }
        for q in misses {
            assert_eq!(count(q).await, 0, "{path} {q}");
        }
    }
}

#[tokio::test]
async fn a_word_is_one_skill_s_alone() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    let skill = |name: &str, aliases: Value| json!({ "name": name, "category": "x", "aliases": aliases });
    let own = admin
        .make("/skills", &skill("Réact", json!(["React.js", "REACT"])))
        .await;
    for taken in [
        skill("react", json!([])),
        skill("react.JS", json!([])),
        skill("Preact", json!(["réact"])),
        skill("Preact", json!(["React.js"])),
    ] {
        problem(admin.post("/skills", &taken).await, 409, "already_exists").await;
    }
    let other = admin.make("/skills", &skill("Preact", json!([]))).await;
    let put = async |of: &Value, body: Value| {
        let path = format!("/skills/{}", of["id"]);
        admin.request(Method::PUT, &path).json(&body).send().await.unwrap()
    };
    problem(
        put(&other, json!({ "aliases": ["react"] })).await,
        409,
        "already_exists",
    )
    .await;
    problem(put(&other, json!({ "name": "REACT.JS" })).await, 409, "already_exists").await;
    // What a skill no longer calls itself is free.
    assert_eq!(put(&own, json!({ "aliases": [] })).await.status(), 200);
    assert_eq!(put(&other, json!({ "aliases": ["React.js"] })).await.status(), 200);
    let bodies: Vec<Value> = (0..8)
        .map(|n| skill(&format!("Skill {n}"), json!([format!("Only {n}"), "Contested"])))
        .collect();
    let asked = bodies.iter().map(|body| admin.post("/skills", body));
    let mut statuses: Vec<u16> = futures::future::join_all(asked)
        .await
        .iter()
        .map(|a| a.status().as_u16())
        .collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn consultants_and_tenders_are_made_with_their_skills() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let rust = manager
        .make("/skills", &json!({ "name": "Rust", "category": "programming" }))
        .await;
    let skills = json!([{ "skill_id": rust["id"], "proficiency_level": "expert", "experience_years": 4 }]);
    let made = manager
        .make("/consultants", &json!({ "title": "Développeuse", "skills": skills }))
        .await;
    assert_eq!(
        (&made["skills"][0]["name"], &made["skills"][0]["years_experience"]),
        (&json!("Rust"), &json!(4))
    );
    let skills = json!([{ "skill_id": rust["id"], "importance": "required", "min_level": "advanced" }]);
    let made = manager
        .make("/tenders", &json!({ "title": "Mission", "skills": skills }))
        .await;
    assert_eq!(
        (&made["skills"][0]["importance"], &made["skills"][0]["min_level"]),
        (&json!("required"), &json!("advanced"))
    );
    let faulty = json!({ "title": "", "skills": [
        { "skill_id": rust["id"], "proficiency_level": "expert" }, { "proficiency_level": "wizard", "colour": 1 }] });
    let refused = problem(manager.post("/consultants", &faulty).await, 422, "validation_failed").await;
    assert_eq!(
        faults(&refused),
        [
            "/title",
            "/skills/1/skill_id",
            "/skills/1/proficiency_level",
            "/skills/1/colour"
        ]
    );
    let unknown = json!({ "title": "x", "skills": [{ "skill_id": rust["id"], "importance": "required" }, { "skill_id": 999_999, "importance": "required" }] });
    let refused = problem(manager.post("/tenders", &unknown).await, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/skills/1/skill_id"]);
    let twice = json!({ "skill_id": rust["id"], "proficiency_level": "expert" });
    let refused = manager
        .post("/consultants", &json!({ "title": "x", "skills": [twice, twice] }))
        .await;
    let refused = problem(refused, 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/skills/1/skill_id"]);
    // An entity that is there has routes of its own for its skills.
    let path = format!("/tenders/{}", made["id"]);
    let put = manager
        .request(Method::PUT, &path)
        .json(&json!({ "skills": [] }))
        .send()
        .await
        .unwrap();
    assert_eq!(faults(&problem(put, 422, "validation_failed").await), ["/skills"]);
}

#[tokio::test]
async fn many_skills_of_a_filter_must_all_be_there_and_there_are_fifty_at_most() {
    let world = World::with(&[("RATE_LIMITS", "write=0")]).await;
    let manager = world.log_in("manager@alpha.example").await;
    let mut ids = Vec::new();
    for n in 0..10 {
        let skill = json!({ "name": format!("Skill {n}"), "category": "programming", "aliases": [format!("s{n}")] });
        ids.push(manager.make("/skills", &skill).await["id"].as_i64().unwrap());
    }
    for (path, level) in [("/consultants", "proficiency_level"), ("/tenders", "importance")] {
        let value = if level == "importance" { "required" } else { "expert" };
        for count in [9, 10] {
            let skills: Vec<Value> = ids[..count]
                .iter()
                .map(|id| json!({ "skill_id": id, level: value }))
                .collect();
            manager.make(path, &json!({ "title": "x", "skills": skills })).await;
        }
        let found = async |wanted: &[String]| {
            let answer = manager.get(&format!("{path}?skills={}", wanted.join(","))).await;
            assert_eq!(answer.status(), 200);
            answer.json::<Vec<Value>>().await.unwrap().len()
        };
        // By id, by name and by alias, one of them twice.
        let named = |n: usize| match n % 3 {
            0 => ids[n].to_string(),
            1 => format!("SKILL%20{n}"),
            _ => format!("s{n}"),
        };
        let nine: Vec<String> = (0..9).chain([0, 2]).map(named).collect();
        assert_eq!(found(&nine).await, 2, "{path}");
        let ten: Vec<String> = (0..10).map(named).collect();
        assert_eq!(found(&ten).await, 1, "{path}");
        let unknown: Vec<String> = nine.iter().cloned().chain(["cobol".to_owned()]).collect();
        assert_eq!(found(&unknown).await, 0, "{path}");
        let fifty: Vec<String> = (0..50).map(|n| named(n % 10)).collect();
        assert_eq!(found(&fifty).await, 1, "{path}");
        let more = format!("{path}?skills={},rust", fifty.join(","));
        let refused = problem(manager.get(&more).await, 422, "validation_failed").await;
        assert_eq!(
            (&refused["errors"][0]["parameter"], &refused["errors"][0]["code"]),
            (&json!("skills"), &json!("too_long"))
        );
    }
}
