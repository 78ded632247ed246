//! `q` of lists: words that trigrams would lose are taken literally.

use crate::world::World;
use serde_json::{Value, json};

#[tokio::test]
async fn words_with_signs_and_short_words_are_taken_literally_in_every_list() {
    let world = World::new().await;
    let admin = world.log_in("admin@platform.example").await;
    for name in [
        "C",
        "C++",
        "C#",
        ".NET",
        "ASP.NET",
        "Node.js",
        "Vue.js",
        "CI/CD",
        "TCP/IP",
        "AS/400",
        "PL/SQL",
        "R",
        "Go",
        "IT",
        "AWS",
        "Rust",
        "Négociation",
        "Communication",
        "JavaScript",
        "Java",
        "C/C++ embarqué",
        "Python 3.11",
    ] {
        admin.make("/skills", &json!({ "name": name, "category": "x" })).await;
    }
    let asked = [
        ("C++", vec!["C++", "C/C++ embarqué"]),
        ("c++", vec!["C++", "C/C++ embarqué"]),
        ("C#", vec!["C#"]),
        ("C", vec!["C", "C/C++ embarqué"]),
        ("R", vec!["R"]),
        (".NET", vec![".NET"]),
        ("ASP.NET", vec!["ASP.NET"]),
        ("node.js", vec!["Node.js"]),
        ("Vue.js", vec!["Vue.js"]),
        ("js", vec!["Node.js", "Vue.js"]),
        ("ci/cd", vec!["CI/CD"]),
        ("tcp", vec!["TCP/IP"]),
        ("AS/400", vec!["AS/400"]),
        ("PL/SQL", vec!["PL/SQL"]),
        ("go", vec!["Go"]),
        ("it", vec!["IT"]),
        ("AWS", vec!["AWS"]),
        ("3.11", vec!["Python 3.11"]),
        ("python 3.11", vec!["Python 3.11"]),
        ("négo", vec!["Négociation"]),
        ("negociation", vec!["Négociation"]),
        ("comunication", vec!["Communication"]),
        ("java", vec!["Java", "JavaScript"]),
        ("\"C++\",", vec!["C++", "C/C++ embarqué"]),
        ("-", vec![]),
    ];
    let list = async |path: &str, q: &str, field: &str| {
        let url = reqwest::Url::parse_with_params("http://x/", [("q", q)]).unwrap();
        let answer = admin.get(&format!("{path}?{}", url.query().unwrap())).await;
        let rows: Vec<Value> = answer.json().await.unwrap();
        let names = rows.iter().map(|row| row[field].as_str().unwrap().to_owned());
        names.collect::<Vec<String>>()
    };
    let mut wrong = Vec::new();
    for (q, expected) in &asked {
        let found = list("/skills", q, "name").await;
        if &found != expected {
            wrong.push(format!("/skills {q}: {found:?} instead of {expected:?}"));
        }
    }
    let skills: Vec<Value> = admin.get("/skills").await.json().await.unwrap();
    let skill = |name: &str| skills.iter().find(|s| s["name"] == name).unwrap()["id"].clone();
    let has = json!([{ "skill_id": skill("C#"), "proficiency_level": "expert" }]);
    admin
        .make(
            "/consultants",
            &json!({ "title": "Dupont", "company_id": 1, "skills": has }),
        )
        .await;
    for title in [
        "Développeur C++ senior",
        "Expert .NET, IT",
        "Négociation d'entreprise",
        "Data R&D",
        "Statisticien R",
    ] {
        admin
            .make("/consultants", &json!({ "title": title, "company_id": 1 }))
            .await;
        admin
            .make("/tenders", &json!({ "title": title, "company_id": 1 }))
            .await;
        admin
            .make("/portfolios", &json!({ "title": title, "company_id": 1 }))
            .await;
        admin
            .make("/companies", &json!({ "name": title, "is_esn": true }))
            .await;
    }
    for (q, expected) in [
        ("C++", "Développeur C++ senior"),
        (".net", "Expert .NET, IT"),
        ("it expert", "Expert .NET, IT"),
        ("R", "Statisticien R"),
        ("R&D", "Data R&D"),
        ("d'entreprise", "Négociation d'entreprise"),
        ("developeur c++", "Développeur C++ senior"),
    ] {
        for (path, field) in [
            ("/consultants", "title"),
            ("/tenders", "title"),
            ("/portfolios", "title"),
            ("/companies", "name"),
        ] {
            let found = list(path, q, field).await;
            if found != [expected] {
                wrong.push(format!("{path} {q}: {found:?}"));
            }
        }
    }
    let by_skill = list("/consultants", "C#", "title").await;
    if by_skill != ["Dupont"] {
        wrong.push(format!("/consultants C#: {by_skill:?}"));
    }
    for (q, n) in [
        ("manager@alpha.example", 1),
        ("manager@alpha", 1),
        ("mgr@alpha.example", 0),
    ] {
        let found = list("/users", q, "email").await;
        if found.len() != n {
            wrong.push(format!("/users {q}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
