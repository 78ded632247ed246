//! Words that mean two things, dates as people write them, customers and employers: as a whole file says them.

use serde_json::Value;

use super::Folder;

/// A CV without a section of skills: they come from what the jobs tell.
fn telling(sentence: &str) -> Vec<u8> {
    format!(
        "Ana Silva\nConsultant\nana.silva@example.org\n\nExperience\n\nConsultant, Acme Ltd, March 2018 - April 2021\n- {sentence}\n\n\
         Education\n\nMaster of Arts, University of Leeds, 2015 - 2017\n"
    )
    .into_bytes()
}

fn names(profile: &Value) -> Vec<&str> {
    let skills = profile["skills"].as_array().unwrap();
    skills.iter().filter_map(|skill| skill["name"].as_str()).collect()
}

fn read(folder: &str, files: Vec<Vec<u8>>) -> Vec<Value> {
    let named: Vec<String> = (0..files.len()).map(|n| format!("f{n}.txt")).collect();
    let files: Vec<(&str, Vec<u8>)> = named.iter().map(String::as_str).zip(files).collect();
    Folder::new(folder).profiles(&files)
}

#[test]
fn common_words_are_no_skills() {
    let sentences = [
        "Went to market with two offers, ready to go live in every region.",
        "Go to the customers first, then plan.",
        "Ran R&D budgets, plan B and vitamin C trials.",
        "Chef de projet puis chef d'équipe, sous le chef de service.",
        "Executive Chef of two restaurants.",
        "Swift response to incidents; Swift and friendly service.",
        "Organised a dart board league.",
        "Was the spark of a new team; sold spark plugs.",
        "Rust prevention on hulls; Rust removal in two yards.",
        "Managed by Julia Martin, with Ruby Jones and Ada Keller as colleagues.",
        "Filled a flask in the laboratory.",
        "Excel at communication; I excel in negotiation.",
        "Access to the archive; remote access for visitors.",
        "Negotiated with Oracle Corporation as a supplier.",
        "Campaigns of Spring 2019, each Spring and Summer.",
        "Cooked with sage, planted an elm.",
        "Express delivery and word of mouth.",
    ];
    let profiles = read("words-common", sentences.map(telling).into());
    for (profile, sentence) in profiles.iter().zip(sentences) {
        let tools = [
            "Go",
            "R",
            "C",
            "Chef",
            "Swift",
            "Dart",
            "Apache Spark",
            "Rust",
            "Julia",
            "Ruby",
            "Ada",
            "Flask",
            "Microsoft Excel",
            "Microsoft Access",
            "Oracle Database",
            "Spring",
            "Sage X3",
            "Express.js",
            "Express",
            "Microsoft Word",
        ];
        let invented: Vec<&str> = names(profile).into_iter().filter(|n| tools.contains(n)).collect();
        assert!(invented.is_empty(), "{sentence}: {invented:?}");
    }
}

#[test]
fn the_same_words_are_skills_where_they_name_a_tool() {
    let cases: [(&str, &[&str]); 11] = [
        ("Wrote services in Go and Rust.", &["Go", "Rust"]),
        ("Analyses statistiques sous R et Python.", &["R", "Python"]),
        (
            "Automated servers with Chef, Ansible and Puppet.",
            &["Chef", "Ansible", "Puppet"],
        ),
        ("Application mobile en Swift et Kotlin.", &["Swift", "Kotlin"]),
        (
            "Pipelines in Scala, Spark and Kafka.",
            &["Scala", "Apache Spark", "Apache Kafka"],
        ),
        ("Drivers in C, C++ and Ada.", &["C", "C++"]),
        ("API en Ruby, puis en Python avec Flask.", &["Ruby", "Python", "Flask"]),
        ("Mobile client in Dart with Flutter.", &["Dart", "Flutter"]),
        ("Models in Julia and MATLAB.", &["Julia", "MATLAB"]),
        ("Outils : Excel, Access.", &["Microsoft Excel"]),
        (
            "Back-end Java with Spring, Oracle and Hibernate.",
            &["Java", "Spring", "Oracle Database", "Hibernate"],
        ),
    ];
    let profiles = read(
        "words-tools",
        cases.iter().map(|(sentence, _)| telling(sentence)).collect(),
    );
    for (profile, (sentence, wanted)) in profiles.iter().zip(cases) {
        let found = names(profile);
        for name in wanted {
            assert!(found.contains(name), "{sentence}: {name} is missing in {found:?}");
        }
    }
}

#[test]
fn versions_and_pairs_are_matched_with_the_catalogue() {
    let list = "Spring Boot 3, PostgreSQL/PostGIS, C#/.NET, postgresql 15, CRÉATIVITÉ, golang (4 ans, expert)";
    let text = format!("Ana Silva\nDéveloppeuse\nana.silva@example.org\n\nCompétences\n{list}\n");
    let profile = &read("words-versions", vec![text.into_bytes()])[0];
    let found = names(profile);
    for name in ["Spring Boot", "PostgreSQL", "PostGIS", "C#", ".NET", "Creativity", "Go"] {
        assert!(found.contains(&name), "{name} is missing in {found:?}");
    }
    let skills = profile["skills"].as_array().unwrap();
    let go = skills.iter().find(|skill| skill["name"] == "Go").unwrap();
    assert_eq!(
        (&go["years"], &go["proficiency_level"]),
        (&4.0.into(), &"expert".into())
    );
}

/// (line of the job, start, end, current)
#[test]
fn periods_as_people_write_them() {
    let cases = [
        ("Depuis 2021", "2021", None),
        ("janv. 2020 - présent", "2020-01", None),
        ("2018 à 2020", "2018", Some("2020")),
        ("Summer 2019", "2019", Some("2019")),
        ("de mars 2019 à juin 2020", "2019-03", Some("2020-06")),
        ("09/2017 – 12/2019", "2017-09", Some("2019-12")),
        ("Since May 2022", "2022-05", None),
    ];
    let file = |period: &str| {
        format!(
            "Ana Silva\nDéveloppeuse\nana.silva@example.org\n\nExpérience\n\nDéveloppeuse, Acme SA, {period}\n- Écrit des services.\n\n\
             Formation\n\nMaster Informatique, Université de Nantes, 2015\n"
        )
        .into_bytes()
    };
    let profiles = read("words-periods", cases.iter().map(|(period, ..)| file(period)).collect());
    for (profile, (period, start, end)) in profiles.iter().zip(cases) {
        let jobs = profile["experiences"].as_array().unwrap();
        assert_eq!(jobs.len(), 1, "{period}: {jobs:?}");
        assert_eq!(
            (
                jobs[0]["start"].as_str(),
                jobs[0]["end"].as_str(),
                jobs[0]["is_current"].as_bool()
            ),
            (Some(start), end, Some(end.is_none())),
            "{period}"
        );
    }
}

#[test]
fn overlapping_jobs_are_counted_once() {
    let text = "Ana Silva\nDeveloper\nana.silva@example.org\n\nExperience\n\nDeveloper, Acme Ltd, January 2014 - December 2017\n- Wrote.\n\n\
                Lecturer, Night School Ltd, January 2016 - December 2017\n- Taught.\n\nLead Developer, Globex Ltd, January 2018 - December 2019\n- Led.\n";
    let profile = &read("words-overlap", vec![text.as_bytes().to_vec()])[0];
    assert_eq!(profile["experiences"].as_array().unwrap().len(), 3);
    assert_eq!(profile["suggested_years_experience"].as_f64(), Some(6.0));
}

#[test]
fn the_customer_of_a_mission_is_not_the_employer() {
    let text = "Paul Renaud\nConsultant Data\npaul.renaud@example.org\n\nExpériences professionnelles\n\n\
                Consultant Data – Softway Conseil    janv. 2020 - présent\nClient : Banque Armor\n- Pilotage des flux.\n\n\
                Développeur Java – Softway Conseil (client : Mutuelle du Ponant)    2017 à 2019\n- Services REST.\n\n\
                Formation\nMaster Informatique, Université de Rennes, 2016\n";
    let profile = &read("words-clients", vec![text.as_bytes().to_vec()])[0];
    let jobs: Vec<[&str; 3]> = profile["experiences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| ["title", "company", "client"].map(|part| job[part].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(
        jobs,
        [
            ["Consultant Data", "Softway Conseil", "Banque Armor"],
            ["Développeur Java", "Softway Conseil", "Mutuelle du Ponant"],
        ]
    );
}
