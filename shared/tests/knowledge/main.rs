//! Indexing and searching against a real database.

#[path = "../bucket/mod.rs"]
mod bucket;
#[path = "../fixtures/mod.rs"]
mod fixtures;
mod indexing;
mod loose_files;
mod models;
mod resumes;
mod scope;
mod searching;
mod terms;

use fixtures::{HashedWords, World, hashed};
use shared::{
    adapters::{self, lexical::LexicalOnly},
    audit::Origin,
    config::EmbedConfig,
    indexing::IndexDocument,
    kernel::{Actor, CompanyId, ConsultantId, Role, SubjectKind, TenderId},
    knowledge::{
        domain::{DocumentType, Mode},
        usecases::{self, Answer, Prepared, Query, SearchError, Stored},
    },
    ports::{Embedder, Purpose, embedder::DIMENSIONS},
};

const MODEL: HashedWords = HashedWords("hashed-words");

fn consultant(id: ConsultantId) -> IndexDocument {
    IndexDocument {
        subject_kind: SubjectKind::Consultant,
        subject_id: id.0,
    }
}

fn tender(id: TenderId) -> IndexDocument {
    IndexDocument {
        subject_kind: SubjectKind::Tender,
        subject_id: id.0,
    }
}

fn resume(id: i64) -> IndexDocument {
    IndexDocument {
        subject_kind: SubjectKind::Resume,
        subject_id: id,
    }
}

async fn prepare(world: &World, embedder: &dyn Embedder, job: IndexDocument) -> Option<Prepared> {
    let db = &world.test.db;
    let mut draft = usecases::draft(db, embedder, &job).await.expect("it is read")?;
    while usecases::embed(db, embedder, &mut draft).await.expect("it is embedded") {}
    Some(draft.ready())
}

async fn store(world: &World, prepared: &Prepared) -> Stored {
    let mut tx = world.test.db.begin().await.unwrap();
    let stored = usecases::store(&mut tx, prepared).await.expect("it is stored");
    tx.commit().await.unwrap();
    stored
}

async fn index(world: &World, embedder: &dyn Embedder, job: IndexDocument) {
    let prepared = prepare(world, embedder, job).await.expect("there is a text");
    assert_eq!(store(world, &prepared).await, Stored::Indexed);
}

async fn ask(world: &World, embedder: &dyn Embedder, by: Actor, text: &str, mode: Mode) -> Answer {
    let query = Query {
        text: text.into(),
        limit: 50,
        document_types: vec![],
        mode,
    };
    usecases::search(
        &world.test.db,
        embedder,
        by.grant().unwrap(),
        &query,
        &Origin::default(),
    )
    .await
    .expect("an answer")
}

/// The text keys of what was found, each once, in alphabetical order.
fn keys(answer: &Answer) -> Vec<String> {
    let mut keys: Vec<String> = answer.results.iter().map(|r| r.document_id.clone()).collect();
    keys.sort();
    keys.dedup();
    keys
}
