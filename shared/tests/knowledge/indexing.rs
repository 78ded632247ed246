//! What is written, and when nothing is.

use super::*;

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
