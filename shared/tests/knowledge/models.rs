//! A real model, and one that does not load.

use super::*;

/// With a real model: set EMBED_MODEL_DIR and ORT_DYLIB_PATH (./dev test does where it can).
#[tokio::test]
async fn a_real_model_finds_by_meaning_what_no_word_finds() {
    #[allow(
        clippy::disallowed_methods,
        reason = "tests take their services from the environment that ./dev test sets"
    )]
    let var = |name: &str| {
        std::env::var(name)
            .ok()
            .filter(|v| !v.is_empty())
            .map(std::path::PathBuf::from)
    };
    let (Some(model_dir), Some(ort_dylib)) = (var("EMBED_MODEL_DIR"), var("ORT_DYLIB_PATH")) else {
        println!("SKIPPED: EMBED_MODEL_DIR and ORT_DYLIB_PATH are not set, so there is no real model to test");
        return;
    };
    let config = EmbedConfig {
        model_dir: Some(model_dir),
        model: None,
        ort_dylib: Some(ort_dylib),
    };
    let embedder = adapters::embedder(&config);
    assert!(embedder.model().is_some(), "the model that is named loads");
    let texts = [
        "The cat sleeps on the sofa.",
        "A kitten naps on the couch.",
        "Quarterly interest rates rose.",
    ];
    let vectors = embedder
        .embed(texts.map(String::from).into(), Purpose::Passage)
        .await
        .unwrap();
    let dot = |a: usize, b: usize| -> f32 { vectors[a].iter().zip(&vectors[b]).map(|(x, y)| x * y).sum() };
    assert!(
        (dot(0, 0) - 1.0).abs() < 1e-4 && dot(0, 1) > dot(0, 2) + 0.1,
        "{} {}",
        dot(0, 1),
        dot(0, 2)
    );

    let world = World::new().await;
    let esn = world.company("ESN").await;
    let mut jobs = Vec::new();
    for title in [
        "Kubernetes and container platform specialist",
        "Pastry cook",
        "Payroll accountant",
    ] {
        let id = world.consultant(esn, title, &[]).await;
        index(&world, embedder.as_ref(), consultant(id)).await;
        jobs.push(format!("consultant:{id}"));
    }
    let admin = world.actor(Role::Admin, None).await;
    let answer = ask(
        &world,
        embedder.as_ref(),
        admin,
        "somebody who orchestrates docker in the cloud",
        Mode::Hybrid,
    )
    .await;
    assert_eq!(
        (answer.mode, answer.results[0].document_id.as_str()),
        (Mode::Hybrid, jobs[0].as_str())
    );
    assert_eq!(
        answer.results[0].ranks.lexical, None,
        "no word of the question is in the text"
    );
}

#[tokio::test]
async fn a_model_that_does_not_load_leaves_search_by_words() {
    let config = EmbedConfig {
        model_dir: Some("/nonexistent".into()),
        model: None,
        ort_dylib: Some("/nonexistent/libonnxruntime.so".into()),
    };
    let embedder = adapters::embedder(&config);
    assert_eq!(embedder.model(), None);
    assert_eq!(
        embedder.embed(vec!["x".into()], Purpose::Query).await.unwrap(),
        Vec::<Vec<f32>>::new()
    );
    assert_eq!(adapters::embedder(&EmbedConfig::default()).model(), None);
}
