//! A CV that is analysed again, and one that is deleted: what is in the tables afterwards.

use super::{MODEL, index, resume as cv};
use crate::fixtures::World;
use bytes::Bytes;
use cv_engine::profile::ParsedData;
use serde_json::json;
use shared::{
    adapters,
    audit::Origin,
    config::FileStoreConfig,
    jobs::Enqueue,
    kernel::{ExecutionId, ResumeId, Role},
    lifecycle::resumes::{remove, store_analysis},
    resumes::{queries, usecases::Analysed},
    testing::unique,
};
use std::collections::HashMap;

#[tokio::test]
async fn a_deleted_cv_leaves_no_file_no_text_no_chunk_and_no_vector() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let consultant = world.consultant(esn, "Engineer", &[]).await;
    let id = world
        .resume(esn, consultant, &["Looms and tapestry in Aubusson", "Dyes"])
        .await;
    let dir = std::env::temp_dir().join(unique("removed_cv"));
    let files = adapters::file_store(&FileStoreConfig::Disk { dir: dir.clone() });
    let path = format!("resumes/{}.pdf", unique("cv"));
    files
        .put(&path, Bytes::from_static(b"%PDF-"), "application/pdf")
        .await
        .unwrap();
    world.run(&format!("UPDATE resumes SET file_path = '{path}'")).await;
    index(&world, &MODEL, cv(id)).await;
    let chunks = "SELECT count(*) FROM rag_chunks WHERE content LIKE '%Aubusson%' AND embedding IS NOT NULL";
    assert_eq!(world.count(chunks).await, 1);

    let manager = world.actor(Role::Manager, Some(esn)).await;
    remove(
        &world.test.db,
        files.as_ref(),
        manager.grant().unwrap(),
        ResumeId(id),
        &Origin::default(),
    )
    .await
    .unwrap();
    let rows = "SELECT (SELECT count(*) FROM resumes) + (SELECT count(*) FROM resume_analyses) \
        + (SELECT count(*) FROM rag_documents WHERE document_type = 'cv') + (SELECT count(*) FROM rag_chunks WHERE content LIKE '%Aubusson%')";
    assert_eq!(world.count(rows).await, 0);
    assert!(files.get(&path).await.is_err(), "the file is gone");
    std::fs::remove_dir_all(dir).unwrap();
}

#[tokio::test]
async fn a_newer_engine_adds_its_analysis_and_never_overwrites_what_a_person_wrote() {
    let world = World::new().await;
    let esn = world.company("ESN").await;
    let consultant = world.consultant(esn, "Written by hand", &[]).await;
    let id = ResumeId(world.resume(esn, consultant, &["text"]).await);
    let pool = world.test.pool();
    let known = async |version: &str| queries::to_analyse(pool, id, "native", version).await.unwrap().unwrap();
    assert!(
        known("1").await.known.is_some(),
        "the same version is answered from what is stored"
    );
    let resume = known("2").await;
    assert!(resume.known.is_none(), "a newer one reads the file again");
    let found = Analysed {
        parsed: ParsedData {
            suggested_title: Some("Read by a machine".to_owned()),
            summary: Some("A summary".to_owned()),
            ..ParsedData::default()
        },
        pages: json!([]),
        engine: ("native".to_owned(), "2".to_owned()),
        skill_ids: HashMap::new(),
    };
    let mut tx = world.test.db.begin().await.unwrap();
    let execution = ExecutionId(uuid::Uuid::new_v4());
    let follow_up = Enqueue {
        company_id: Some(esn),
        ..Enqueue::default()
    };
    store_analysis(&mut tx, &resume, execution, &found, true, follow_up)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        world
            .count("SELECT count(DISTINCT engine_version) FROM resume_analyses")
            .await,
        2,
        "both are kept"
    );
    let line = "SELECT count(*) FROM audit_log WHERE action = 'fill_from_cv' AND actor_id IS NULL AND after->>'execution_id' IS NOT NULL
        AND before->>'bio' IS NULL AND after->>'bio' = 'A summary'";
    assert_eq!(
        world.count(line).await,
        1,
        "what the system did is in the log, and by which execution"
    );
    let kept = "SELECT count(*) FROM consultants WHERE title = 'Written by hand' AND bio = 'A summary'";
    assert_eq!(
        world.count(kept).await,
        1,
        "empty fields are filled, others are left alone"
    );
}
