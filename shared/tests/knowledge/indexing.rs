//! What is written, and when nothing is.

use super::*;
use shared::{knowledge::chunking, ports::EmbedError};
use std::sync::atomic::{AtomicUsize, Ordering};

#[tokio::test]
async fn what_did_not_change_is_not_embedded_again() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let id = world.consultant(esn, "Data engineer", &[]).await;
    index(&world, &LexicalOnly, consultant(id)).await;
    assert!(
        prepare(&world, &LexicalOnly, consultant(id)).await.is_none(),
        "nothing changed"
    );
    assert_eq!(world.count("SELECT count(*) FROM profile_vectors").await, 0);
    index(&world, &MODEL, consultant(id)).await;
    assert_eq!(
        world.count("SELECT count(*) FROM profile_vectors").await,
        1,
        "a model came: the vectors are made up for"
    );
    assert!(prepare(&world, &MODEL, consultant(id)).await.is_none());
    assert!(
        prepare(&world, &LexicalOnly, consultant(id)).await.is_none(),
        "the model went: its vectors stay"
    );
    let document = world.count("SELECT id FROM rag_documents").await;
    world.run("UPDATE consultants SET bio = 'Now a gardener'").await;
    index(&world, &MODEL, consultant(id)).await;
    assert_eq!(
        world.count("SELECT id FROM rag_documents").await,
        document,
        "the document keeps its id"
    );
    assert_eq!(
        world
            .count("SELECT count(*) FROM rag_chunks WHERE content LIKE '%gardener%'")
            .await,
        1
    );
    assert!(
        prepare(&world, &HashedWords("another-model"), consultant(id))
            .await
            .is_some()
    );
}

#[tokio::test]
async fn the_later_text_wins_and_what_was_deleted_is_not_brought_back() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let id = world.consultant(esn, "Old title", &[]).await;
    let old = prepare(&world, &MODEL, consultant(id)).await.unwrap();
    world.run("UPDATE consultants SET title = 'New title'").await;
    let new = prepare(&world, &MODEL, consultant(id)).await.unwrap();
    assert_eq!(store(&world, &new).await, Stored::Indexed);
    assert_eq!(store(&world, &old).await, Stored::Superseded);
    assert_eq!(
        world
            .count("SELECT count(*) FROM rag_documents WHERE title = 'New title'")
            .await,
        1
    );
    let mut tx = world.test.db.begin().await.unwrap();
    usecases::forget(&mut tx, SubjectKind::Consultant, id.0).await.unwrap();
    tx.commit().await.unwrap();
    world.run("DELETE FROM consultants").await;
    assert_eq!(store(&world, &new).await, Stored::Gone);
    assert_eq!(world.count("SELECT (SELECT count(*) FROM rag_documents) + (SELECT count(*) FROM rag_chunks) + (SELECT count(*) FROM profile_vectors)").await, 0);
    assert!(prepare(&world, &MODEL, consultant(id)).await.is_none());
}

#[tokio::test]
async fn a_long_text_is_embedded_over_several_turns_and_nothing_twice() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let person = world.consultant(esn, "Engineer", &[]).await;
    // More than any document is searched, each sentence another.
    let page: String = (0..30_000)
        .map(|n| format!("Task {n} of many, done as it was asked for and noted. "))
        .collect();
    let id = world.resume(esn, person, &[&page]).await;
    let (db, counting) = (&world.test.db, Counting::default());
    let turn = async || {
        usecases::draft(db, &counting, &resume(id))
            .await
            .unwrap()
            .expect("there is a text")
    };
    let mut first = turn().await;
    let (done, all) = first.progress();
    assert_eq!((done, all), (0, chunking::MOST));
    assert!(usecases::embed(db, &counting, &mut first).await.unwrap());
    let (after_one, _) = first.progress();
    assert!(after_one > 0 && after_one < all);
    drop(first);
    assert_eq!(
        world.count("SELECT count(*) FROM rag_chunks").await,
        0,
        "nobody finds half a text"
    );

    let mut second = turn().await;
    assert_eq!(
        second.progress(),
        (after_one, all),
        "what the turn before made is there"
    );
    while usecases::embed(db, &counting, &mut second).await.unwrap() {}
    assert_eq!(counting.0.load(Ordering::SeqCst), all);
    let prepared = second.ready();
    assert!(prepared.left_out() > 0);
    assert!(usecases::too_long(prepared.left_out()).starts_with(usecases::TOO_LONG));
    assert_eq!(store(&world, &prepared).await, Stored::Indexed);
    let vectors = "SELECT count(*) FROM rag_chunks WHERE embedding IS NOT NULL";
    assert_eq!(world.count(vectors).await, i64::try_from(all).unwrap());
    assert_eq!(world.count("SELECT count(*) FROM embedding_drafts").await, 0);
    assert!(usecases::draft(db, &counting, &resume(id)).await.unwrap().is_none());
}

/// Counts the texts that it is given.
#[derive(Debug, Default)]
struct Counting(AtomicUsize);

#[async_trait::async_trait]
impl Embedder for Counting {
    fn model(&self) -> Option<&str> {
        MODEL.model()
    }
    async fn embed(&self, texts: Vec<String>, purpose: Purpose) -> Result<Vec<Vec<f32>>, EmbedError> {
        self.0.fetch_add(texts.len(), Ordering::SeqCst);
        MODEL.embed(texts, purpose).await
    }
}
