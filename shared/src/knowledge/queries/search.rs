//! The two arms of search, and what they found. Every statement carries the caller's scope: a chunk that may not be read is not
//! ranked, not counted and not shown.

use crate::{
    db::DbError,
    directory::partnerships::queries::push_partners_of,
    kernel::{Choice, CompanyId, Scope, SubjectKind},
    knowledge::domain::{DocumentType, Ranks},
};
use pgvector::Vector;
use serde::Serialize;
use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};
use std::collections::HashMap;

/// The first so many of each arm are fused.
pub(in crate::knowledge) const ARM: i64 = 200;

/// Ids of chunks, the best first.
#[derive(Debug, Default)]
pub(in crate::knowledge) struct Arms {
    pub semantic: Vec<i64>,
    pub lexical: Vec<i64>,
}

/// A chunk that answers a question.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Found {
    /// The document's text key in its company.
    #[schema(example = "tender:42")]
    pub document_id: String,
    /// The document's id, for routes.
    pub rag_document_id: i64,
    /// What kind of text it is.
    pub document_type: DocumentType,
    /// The document's title.
    pub title: String,
    /// The chunk.
    pub content: String,
    /// The page it stands on, where the text has pages.
    pub page: Option<i32>,
    /// Of the fused ranking; comparable within one answer only.
    pub score: f64,
    /// Where it stood in each ranking.
    pub ranks: Ranks,
    /// Of whom or what it tells, for the log of who read it.
    #[serde(skip)]
    pub(in crate::knowledge) subject: Option<About>,
}

/// Of whom or what a document tells.
#[derive(Debug, Clone, Copy)]
pub(in crate::knowledge) struct About {
    pub kind: SubjectKind,
    pub id: i64,
    pub company_id: CompanyId,
}

/// Runs the arms that are asked for: by the vector of a model, by words, or both.
pub(in crate::knowledge) async fn arms(
    pool: &PgPool,
    scope: Scope,
    types: &[DocumentType],
    words: Option<&str>,
    vector: Option<(&str, Vec<f32>)>,
) -> Result<Arms, DbError> {
    // A transaction for its settings; nothing is written.
    let mut reading = pool.begin().await?;
    let mut arms = Arms::default();
    if let Some((model, numbers)) = vector {
        arms.semantic = semantic(&mut reading, scope, types, model, &Vector::from(numbers)).await?;
    }
    if let Some(words) = words {
        arms.lexical = lexical(&mut reading, scope, types, words).await?;
    }
    Ok(arms)
}

/// By cosine. The index filters after it scanned: without iterative scans a small company's question comes back short behind a
/// large one's rows. Iterating has its own end (`hnsw.max_scan_tuples`); what is still short is searched exactly, which is cheap
/// because then there is little that the caller may read.
async fn semantic(
    conn: &mut PgConnection,
    scope: Scope,
    types: &[DocumentType],
    model: &str,
    vector: &Vector,
) -> Result<Vec<i64>, DbError> {
    set(conn, "hnsw.iterative_scan", "strict_order").await?;
    set(conn, "hnsw.ef_search", "200").await?;
    let mut query = nearest(scope, types, model, vector);
    let found: Vec<i64> = query.build_query_scalar().fetch_all(&mut *conn).await?;
    if i64::try_from(found.len()) == Ok(ARM) {
        return Ok(found);
    }
    set(conn, "enable_indexscan", "off").await?;
    let mut query = nearest(scope, types, model, vector);
    let found = query.build_query_scalar().fetch_all(&mut *conn).await?;
    set(conn, "enable_indexscan", "on").await?;
    Ok(found)
}

/// Until the transaction ends.
async fn set(conn: &mut PgConnection, name: &str, value: &str) -> Result<(), DbError> {
    sqlx::query!("SELECT set_config($1, $2, true)", name, value)
        .fetch_one(conn)
        .await?;
    Ok(())
}

fn nearest(scope: Scope, types: &[DocumentType], model: &str, vector: &Vector) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new(
        "SELECT k.id FROM rag_chunks k JOIN rag_documents d ON d.id = k.rag_document_id WHERE k.embedding IS NOT NULL AND k.embedding_model = ",
    );
    query.push_bind(model.to_owned());
    push_readable(&mut query, scope, types);
    query.push(" ORDER BY k.embedding <=> ").push_bind(vector.clone());
    query.push(" LIMIT ").push_bind(ARM);
    query
}

/// By words. A question in natural language holds words that no text holds, so any word counts, and texts are ranked by how many
/// of them they hold, how often (`ts_rank`; `ts_rank_cd` measures how near to each other all words stand, which says nothing
/// for words joined by OR) and on how much text. What a word of a question finds is the database's `search_query`, beside the `search_vector` that
/// says what a text is found by.
async fn lexical(
    conn: &mut PgConnection,
    scope: Scope,
    types: &[DocumentType],
    words: &str,
) -> Result<Vec<i64>, DbError> {
    let mut query = QueryBuilder::new("WITH question AS (SELECT search_query(");
    query.push_bind(words.to_owned());
    query.push(
        ") AS q) SELECT k.id FROM rag_chunks k JOIN rag_documents d ON d.id = k.rag_document_id, question \
         WHERE k.search @@ (SELECT q FROM question)",
    );
    push_readable(&mut query, scope, types);
    query
        .push(" ORDER BY ts_rank(k.search, question.q, 1) DESC, k.id LIMIT ")
        .push_bind(ARM);
    Ok(query.build_query_scalar().fetch_all(conn).await?)
}

/// Adds the conditions of what the scope may read.
///
/// | role | reads |
/// |---|---|
/// | admin | everything |
/// | manager | its company's documents; active partners', of their tenders the open ones |
/// | consultant | its own profile and CVs; open tenders of its company and of active partners |
/// | client | its company's tenders; profiles and CVs of consultants proposed to them |
fn push_readable(query: &mut QueryBuilder<Postgres>, scope: Scope, types: &[DocumentType]) {
    if !types.is_empty() {
        let names: Vec<&'static str> = types.iter().map(|t| t.name()).collect();
        query.push(" AND d.document_type = ANY(").push_bind(names).push(")");
    }
    query.push(" AND ").push(CURRENT);
    match scope {
        Scope::All => {}
        Scope::Company(own) => {
            query.push(" AND k.company_id = ").push_bind(own);
        }
        Scope::CompanyAndPartners(own) => {
            query
                .push(" AND (k.company_id = ")
                .push_bind(own)
                .push(" OR (k.company_id IN ");
            push_partners_of(query, own);
            query
                .push(" AND (d.subject_kind IS DISTINCT FROM 'tender' OR ")
                .push(OPEN_TENDER)
                .push(")))");
        }
        Scope::Own(user, company) => {
            // A company that is no one's: without a company there is nothing.
            let own = company.unwrap_or(CompanyId(0));
            query
                .push(" AND (")
                .push(OF_CONSULTANT)
                .push(" AND p.user_id = ")
                .push_bind(user)
                .push(" AND p.company_id = ")
                .push_bind(own);
            query
                .push(") OR (d.subject_kind = 'tender' AND (k.company_id = ")
                .push_bind(own)
                .push(" OR k.company_id IN ");
            push_partners_of(query, own);
            query.push(") AND ").push(OPEN_TENDER).push("))");
        }
        Scope::ProposedTo(own) => {
            query
                .push(" AND ((d.subject_kind = 'tender' AND k.company_id = ")
                .push_bind(own);
            query.push(") OR ").push(OF_CONSULTANT);
            query.push(
                " AND EXISTS (SELECT FROM matches m WHERE m.consultant_id = p.id AND m.status IN ('proposed', 'accepted', 'rejected') \
                 AND m.tender_company_id = ",
            );
            query.push_bind(own).push(")))");
        }
    }
}

/// Of a consultant's CVs the newest that is indexed is searched alone, and none while the consultant is archived; a CV that is nobody's yet is.
const CURRENT: &str = "(d.subject_kind IS DISTINCT FROM 'resume' OR NOT EXISTS (SELECT FROM resumes o JOIN consultants c ON c.id = o.consultant_id \
    WHERE o.id = d.subject_id AND (c.archived_at IS NOT NULL OR EXISTS (SELECT FROM resumes n JOIN rag_documents nd ON nd.subject_id = n.id \
        WHERE n.consultant_id = o.consultant_id AND n.id > o.id AND nd.subject_kind = 'resume'))))";

const OPEN_TENDER: &str = "EXISTS (SELECT FROM tenders t WHERE t.id = d.subject_id AND t.status = 'open')";

/// Opens an EXISTS over the consultant that a profile or CV tells of; its conditions and `)` follow.
const OF_CONSULTANT: &str = "EXISTS (SELECT FROM consultants p WHERE ((d.subject_kind = 'consultant' AND d.subject_id = p.id) \
    OR (d.subject_kind = 'resume' AND EXISTS (SELECT FROM resumes r WHERE r.id = d.subject_id AND r.consultant_id = p.id)))";

/// The chunks of a fused ranking, in its order. The ids come from [`arms`], so they were checked against the scope.
pub(in crate::knowledge) async fn found(pool: &PgPool, ranking: &[(i64, f64, Ranks)]) -> Result<Vec<Found>, DbError> {
    let ids: Vec<i64> = ranking.iter().map(|r| r.0).collect();
    let rows = sqlx::query!(
        r#"SELECT k.id, d.document_id, d.id AS rag_document_id, d.document_type AS "document_type: DocumentType", d.title, k.content, k.page,
            d.subject_kind AS "subject_kind: SubjectKind", d.subject_id, k.company_id AS "company_id: CompanyId"
        FROM rag_chunks k JOIN rag_documents d ON d.id = k.rag_document_id WHERE k.id = ANY($1)"#,
        &ids,
    )
    .fetch_all(pool)
    .await?;
    let mut rows: HashMap<i64, _> = rows.into_iter().map(|r| (r.id, r)).collect();
    Ok(ranking
        .iter()
        .filter_map(|(id, score, ranks)| {
            let r = rows.remove(id)?;
            Some(Found {
                document_id: r.document_id,
                rag_document_id: r.rag_document_id,
                document_type: r.document_type,
                title: r.title,
                content: r.content,
                page: r.page,
                score: *score,
                ranks: *ranks,
                subject: r.subject_kind.zip(r.subject_id).map(|(kind, id)| About {
                    kind,
                    id,
                    company_id: r.company_id,
                }),
            })
        })
        .collect())
}
