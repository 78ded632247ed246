//! Exact terms and endings: what a question by words finds among CVs that say only this.

use super::*;

const CVS: [(&str, &str); 22] = [
    ("c", "Langage C, noyau temps réel"),
    ("cpp", "Développement C++/Qt embarqué"),
    ("csharp", "Applications C# et .NET Core"),
    ("ai", "Conseil en AI générative"),
    ("jai", "J'ai dirigé une équipe que j'ai formée, et il y a eu du succès"),
    ("it", "Responsable IT"),
    ("pronoun", "We built it as it was planned, and it can be seen"),
    ("node", "API en Node.js/Express"),
    ("react", "Interfaces React/TypeScript"),
    ("vue", "Front Vue.js."),
    ("asp", "Portail ASP.NET"),
    ("cicd", "Chaînes CI/CD sous GitLab"),
    ("tcp", "Réseaux TCP/IP"),
    ("as400", "Exploitation AS/400"),
    ("plsql", "Procédures PL/SQL"),
    ("python", "Python 3.11 (FastAPI)"),
    ("mail", "Contact : jeanne.martin@exemple.fr"),
    ("com", "Chargé de communication"),
    ("infirmier", "Infirmier de nuit"),
    ("rd", "Ingénieur R&D"),
    ("r", "Statistiques en R, tests"),
    ("go", "Microservices en Go"),
];

/// What is asked, and whose CVs are found, whatever their order.
const ASKED: [(&str, &[&str]); 66] = [
    ("C", &["c"]),
    ("c", &["c"]),
    ("C++", &["cpp"]),
    ("c++", &["cpp"]),
    ("C#", &["csharp"]),
    (".NET", &["csharp"]),
    (".net core", &["csharp"]),
    ("AI", &["ai"]),
    ("ai", &["ai"]),
    ("IT", &["it"]),
    ("Node.js", &["node"]),
    ("node.js", &["node"]),
    ("node", &["node"]),
    ("NodeJS", &["node"]),
    ("Express", &["node"]),
    ("Node.js/Express", &["node"]),
    ("React", &["react"]),
    ("react", &["react"]),
    ("TypeScript", &["react"]),
    ("React/TypeScript", &["react"]),
    ("TypeScript/React", &["react"]),
    ("Vue.js", &["vue"]),
    ("vuejs", &["vue"]),
    ("vue", &["vue"]),
    ("ASP.NET", &["asp"]),
    ("CI/CD", &["cicd"]),
    ("ci/cd", &["cicd"]),
    ("CI-CD", &["cicd"]),
    ("TCP/IP", &["tcp"]),
    ("tcp", &["tcp"]),
    ("AS/400", &["as400"]),
    ("PL/SQL", &["plsql"]),
    ("SQL", &["plsql"]),
    ("3.11", &["python"]),
    ("Python 3.11", &["python"]),
    ("python", &["python"]),
    ("FastAPI", &["python"]),
    ("jeanne.martin@exemple.fr", &["mail"]),
    ("martin", &["mail"]),
    ("chargée", &["com"]),
    ("chargee", &["com"]),
    ("CHARGÉE", &["com"]),
    ("chargé de communication", &["com"]),
    ("chargées de communications", &["com"]),
    ("infirmière", &["infirmier"]),
    ("infirmiere", &["infirmier"]),
    ("infirmières", &["infirmier"]),
    ("INFIRMIÈRES", &["infirmier"]),
    ("infirmiers", &["infirmier"]),
    ("R&D", &["rd"]),
    ("R", &["r"]),
    ("Go", &["go"]),
    ("go", &["go"]),
    ("qui connaît le C++ ?", &["cpp"]),
    ("who knows C#?", &["csharp"]),
    ("un expert de l'AI", &["ai"]),
    ("d'ASP.NET", &["asp"]),
    ("« CI/CD »", &["cicd"]),
    ("(Go)", &["go"]),
    ("Vue.js, Go", &["vue", "go"]),
    ("Rust", &[]),
    ("F#", &[]),
    ("Objective-C", &[]),
    ("3.12", &[]),
    ("et de la", &[]),
    ("negociation", &[]),
];

#[tokio::test]
async fn exact_terms_and_endings_find_what_says_them_and_nothing_else() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let mut names = std::collections::HashMap::new();
    for (name, text) in CVS {
        let who = world.consultant(esn, "Consultant", &[]).await;
        let cv = world.resume(esn, who, &[text]).await;
        index(&world, &LexicalOnly, resume(cv)).await;
        names.insert(format!("resume:{cv}"), name);
    }
    let admin = world.actor(Role::Admin, None).await;
    let mut wrong = Vec::new();
    for (question, expected) in ASKED {
        let answer = ask(&world, &LexicalOnly, admin, question, Mode::Lexical).await;
        let mut found: Vec<&str> = answer.results.iter().map(|r| names[&r.document_id]).collect();
        let mut expected = expected.to_vec();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!("{question}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_exact_term_stands_before_what_only_has_its_parts() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let mut keys = Vec::new();
    for text in ["Java et TypeScript, un peu de React", "Interfaces React/TypeScript"] {
        let who = world.consultant(esn, "Consultant", &[]).await;
        let cv = world.resume(esn, who, &[text]).await;
        index(&world, &LexicalOnly, resume(cv)).await;
        keys.push(format!("resume:{cv}"));
    }
    let admin = world.actor(Role::Admin, None).await;
    let answer = ask(&world, &LexicalOnly, admin, "React/TypeScript", Mode::Lexical).await;
    let found: Vec<&str> = answer.results.iter().map(|r| r.document_id.as_str()).collect();
    assert_eq!(found, [keys[1].as_str(), keys[0].as_str()]);
}

#[tokio::test]
async fn only_the_newest_cv_of_a_consultant_who_is_not_archived_is_searched() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let who = world.consultant(esn, "Consultant", &[]).await;
    let old = world.resume(esn, who, &["Cobol et looms"]).await;
    let admin = world.actor(Role::Admin, None).await;
    let found = async |question: &str, mode: Mode| keys(&ask(&world, &MODEL, admin, question, mode).await);
    index(&world, &MODEL, resume(old)).await;
    let new = world.resume(esn, who, &["Rust and weaving"]).await;
    assert_eq!(
        found("cobol", Mode::Lexical).await,
        [format!("resume:{old}")],
        "until the newer one is indexed"
    );
    index(&world, &MODEL, resume(new)).await;
    for mode in [Mode::Lexical, Mode::Semantic, Mode::Hybrid] {
        assert!(
            !found("cobol looms", mode).await.contains(&format!("resume:{old}")),
            "{mode:?}"
        );
        assert_eq!(found("rust weaving", mode).await, [format!("resume:{new}")], "{mode:?}");
    }
    world.run("UPDATE consultants SET archived_at = now()").await;
    for mode in [Mode::Lexical, Mode::Semantic, Mode::Hybrid] {
        assert!(found("rust weaving", mode).await.is_empty(), "{mode:?}");
    }
    world.run("UPDATE consultants SET archived_at = NULL").await;
    assert_eq!(
        found("rust weaving", Mode::Hybrid).await,
        [format!("resume:{new}")],
        "it is back"
    );
    // What is analysed once more is no newer for it.
    world
        .run(&format!(
            "UPDATE resume_analyses SET parsed_data = '{{\"experiences\": [{{\"title\": \"Cobolist\"}}]}}' WHERE resume_id = {old};
            INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
                SELECT company_id, resume_id, 'native', 'later', gen_random_uuid(), parsed_data, pages, now() FROM resume_analyses WHERE resume_id = {old}"
        ))
        .await;
    index(&world, &MODEL, consultant(who)).await;
    assert!(
        found("cobolist", Mode::Lexical).await.is_empty(),
        "nor is it in the profile's text"
    );
}
