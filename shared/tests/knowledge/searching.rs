//! The two arms, and how they are fused.

use super::*;

#[tokio::test]
async fn a_question_in_natural_language_finds_pages_and_profiles_without_any_model() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let rust = world.skill("Kubernetes").await;
    let one = world.consultant(esn, "Ingénieur système", &[(rust, "expert")]).await;
    let cv = world
        .resume(
            esn,
            one,
            &[
                "A migré la messagerie.",
                "Déploiement d'Élasticsearch pour la Banque Postale.",
            ],
        )
        .await;
    for job in [consultant(one), resume(cv)] {
        index(&world, &LexicalOnly, job).await;
    }
    let admin = world.actor(Role::Admin, None).await;
    let answer = ask(
        &world,
        &LexicalOnly,
        admin,
        "Qui a déjà déployé elasticsearch dans les banques ?",
        Mode::Hybrid,
    )
    .await;
    assert_eq!(answer.mode, Mode::Lexical, "it says that there is no model");
    let best = &answer.results[0];
    assert_eq!(
        (best.document_id.as_str(), best.page, best.document_type),
        (format!("resume:{cv}").as_str(), Some(2), DocumentType::Cv)
    );
    assert_eq!((best.ranks.lexical, best.ranks.semantic), (Some(1), None));
    let english = ask(
        &world,
        &LexicalOnly,
        admin,
        "who knows about kubernetes and systems?",
        Mode::Semantic,
    )
    .await;
    assert_eq!(english.results[0].document_id, format!("consultant:{one}"));
    let mission = ask(&world, &LexicalOnly, admin, "messagerie", Mode::Lexical).await;
    assert_eq!(
        keys(&mission),
        [format!("consultant:{one}"), format!("resume:{cv}")],
        "missions are in the profile's text"
    );
    for nothing in ["et de la", "zzzz", "?!", "' | & !"] {
        assert!(
            ask(&world, &LexicalOnly, admin, nothing, Mode::Hybrid)
                .await
                .results
                .is_empty(),
            "{nothing}"
        );
    }
    let logged = world
        .count("SELECT count(*) FROM rag_queries WHERE latency_ms >= 0 AND jsonb_array_length(sources) > 0")
        .await;
    assert_eq!(logged, 3);
}

#[tokio::test]
async fn meaning_and_words_are_fused() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let (a, b) = (
        world.consultant(esn, "Data engineer", &[]).await,
        world.consultant(esn, "Gardener", &[]).await,
    );
    for id in [a, b] {
        index(&world, &MODEL, consultant(id)).await;
    }
    let admin = world.actor(Role::Admin, None).await;
    let hybrid = ask(&world, &MODEL, admin, "data engineer", Mode::Hybrid).await;
    assert_eq!(hybrid.mode, Mode::Hybrid);
    let best = &hybrid.results[0];
    assert_eq!((best.ranks.semantic, best.ranks.lexical), (Some(1), Some(1)));
    assert!((best.score - 2.0 / 61.0).abs() < 1e-12, "{}", best.score);
    assert_eq!(hybrid.results.len(), 2, "the other one is far, but it has a vector");
    assert_eq!(
        ask(&world, &MODEL, admin, "data engineer", Mode::Lexical)
            .await
            .results
            .len(),
        1
    );
    assert_eq!(
        ask(&world, &MODEL, admin, "data engineer", Mode::Semantic)
            .await
            .results[0]
            .ranks
            .lexical,
        None
    );
    let other = HashedWords("another-model");
    assert!(
        ask(&world, &other, admin, "data", Mode::Semantic)
            .await
            .results
            .is_empty(),
        "vectors of two models never meet"
    );
    let only_tenders = Query {
        text: "data".into(),
        limit: 5,
        document_types: vec![DocumentType::Tender],
        mode: Mode::Hybrid,
    };
    let grant = admin.grant().unwrap();
    assert!(
        usecases::search(&world.test.db, &MODEL, grant, &only_tenders, &Origin::default())
            .await
            .unwrap()
            .results
            .is_empty()
    );
    for (text, limit) in [("  ", 5), ("data", 0), ("data", 201)] {
        let bad = Query {
            text: text.into(),
            limit,
            ..only_tenders.clone()
        };
        let refused = usecases::search(&world.test.db, &MODEL, grant, &bad, &Origin::default()).await;
        assert!(
            matches!(refused, Err(SearchError::EmptyQuery | SearchError::Limit)),
            "{refused:?}"
        );
    }
}
