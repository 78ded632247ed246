//! Searching: by meaning and by words, within what the caller may read.

use super::super::{
    domain::{DocumentType, Mode, fuse},
    queries::{self, ARM, Found},
    store,
};
use crate::{
    audit::{self, Origin, Touched},
    db::{Db, DbError},
    kernel::{Choice, CompanyId, Grant, SubjectKind, permissions::KnowledgeSearch},
    ports::{Embedder, Purpose},
};
use serde::Serialize;
use serde_json::json;
use std::{collections::BTreeMap, time::Instant};

/// A question.
#[derive(Debug, Clone)]
pub struct Query {
    /// In natural language.
    pub text: String,
    /// Chunks at most, 1 to 200.
    pub limit: usize,
    /// Only documents of these types; of all when empty.
    pub document_types: Vec<DocumentType>,
    /// How to search.
    pub mode: Mode,
}

/// What was found.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Answer {
    /// The best chunks first.
    pub results: Vec<Found>,
    /// How it was searched: `lexical` where no model is loaded, whatever was asked.
    pub mode: Mode,
    /// In milliseconds, embedding included.
    pub latency_ms: i32,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The question has no text.
    #[error("the query is empty")]
    EmptyQuery,
    /// Fewer than one, or more than are ranked.
    #[error("limit must be between 1 and {ARM}")]
    Limit,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Answers a question with chunks that the caller may read, and notes it, and whose CVs and profiles were read. A model that is away or fails makes it a search by words.
///
/// # Errors
/// [`SearchError`].
pub async fn search(
    db: &Db,
    embedder: &dyn Embedder,
    grant: Grant<KnowledgeSearch>,
    query: &Query,
    origin: &Origin,
) -> Result<Answer, SearchError> {
    if query.text.trim().is_empty() {
        return Err(SearchError::EmptyQuery);
    }
    if !(1..=usize::try_from(ARM).unwrap_or(0)).contains(&query.limit) {
        return Err(SearchError::Limit);
    }
    let began = Instant::now();
    let vector = if query.mode == Mode::Lexical {
        None
    } else {
        embed(embedder, &query.text).await
    };
    let mode = if vector.is_some() { query.mode } else { Mode::Lexical };
    let model = embedder.model().unwrap_or_default();
    let words = (mode != Mode::Semantic).then_some(query.text.as_str());
    let by_meaning = vector.map(|v| (model, v));
    let arms = queries::arms(db.pool(), grant.scope(), &query.document_types, words, by_meaning).await?;
    let mut ranking = fuse(&arms.semantic, &arms.lexical);
    ranking.truncate(query.limit);
    let results = queries::found(db.pool(), &ranking).await?;
    let latency_ms = i32::try_from(began.elapsed().as_millis()).unwrap_or(i32::MAX);
    note(db, grant, query, &results, latency_ms, origin).await?;
    Ok(Answer {
        results,
        mode,
        latency_ms,
    })
}

/// The question's vector, if there is a model that gives one.
async fn embed(embedder: &dyn Embedder, text: &str) -> Option<Vec<f32>> {
    embedder.model()?;
    match embedder.embed(vec![text.to_owned()], Purpose::Query).await {
        Ok(mut vectors) => vectors.pop(),
        Err(error) => {
            tracing::warn!(%error, "the question was not embedded: searching by words only");
            None
        }
    }
}

async fn note(
    db: &Db,
    grant: Grant<KnowledgeSearch>,
    query: &Query,
    results: &[Found],
    latency_ms: i32,
    origin: &Origin,
) -> Result<(), DbError> {
    let source = |f: &Found| json!({"rag_document_id": f.rag_document_id, "document_id": f.document_id, "page": f.page, "score": f.score});
    let sources = results.iter().map(source).collect();
    let actor = grant.actor();
    let mut tx = db.begin().await?;
    store::log_query(
        &mut tx,
        (actor.company_id, actor.user_id),
        &query.text,
        latency_ms,
        &sources,
    )
    .await?;
    for kind in [SubjectKind::Resume, SubjectKind::Consultant] {
        let read = read_of(results, kind);
        audit::record_all(&mut tx, actor, ("read", kind.name()), read, origin).await?;
    }
    tx.commit().await
}

/// The subjects of this kind of which texts were shown, each once.
fn read_of(results: &[Found], kind: SubjectKind) -> Vec<Touched> {
    let of_kind = results.iter().filter_map(|f| f.subject.filter(|s| s.kind == kind));
    let ids: BTreeMap<i64, CompanyId> = of_kind.map(|s| (s.id, s.company_id)).collect();
    let line = |(id, company): (i64, CompanyId)| Touched {
        object_id: id.to_string(),
        company_id: Some(company),
        before: None,
        after: None,
    };
    ids.into_iter().map(line).collect()
}
