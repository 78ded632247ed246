//! The statements that write documents, chunks, profile vectors and the log of questions.

use super::domain::{DocumentType, Prepared};
use crate::{
    db::{Db, DbError, Tx},
    kernel::{Choice, CompanyId, SubjectKind, UserId},
};
use chrono::{DateTime, Utc};
use pgvector::Vector;
use serde_json::Value;

/// One writer a subject: the second one waits, and then sees what the first one wrote. Taken after the subject's row, never before it.
pub(super) async fn lock_subject(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('index_document:' || $1 || ':' || $2::bigint, 0))",
        kind.name(),
        id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// When the subject's text was read that is indexed now.
pub(super) async fn indexed_at(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<Option<DateTime<Utc>>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT indexed_at FROM rag_documents WHERE subject_kind = $1 AND subject_id = $2",
        kind.name(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?
    .flatten())
}

/// Writes the document's row; its id stays the same when it is indexed again, also for another company.
pub(super) async fn upsert_document(tx: &mut Tx, new: &Prepared) -> Result<i64, DbError> {
    let now = tx.now();
    let document_type = match new.subject_kind {
        SubjectKind::Consultant | SubjectKind::Resume => DocumentType::Cv,
        SubjectKind::Tender => DocumentType::Tender,
    };
    let chunk_count = i32::try_from(new.chunks.len()).unwrap_or(i32::MAX);
    let updated = sqlx::query_scalar!(
        r#"UPDATE rag_documents SET company_id = $3, title = $4, content = $5, content_sha256 = $6, chunk_count = $7, indexed_at = $8, updated_at = $9
        WHERE subject_kind = $1 AND subject_id = $2 RETURNING id"#,
        new.subject_kind.name(),
        new.subject_id,
        new.company_id.0,
        new.title,
        new.content,
        &new.sha256,
        chunk_count,
        new.read_at,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(id) = updated {
        return Ok(id);
    }
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO rag_documents (company_id, document_id, document_type, subject_kind, subject_id, title, content, content_sha256,
            chunk_count, indexed_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id"#,
        new.company_id.0,
        format!("{}:{}", new.subject_kind.name(), new.subject_id),
        document_type.name(),
        new.subject_kind.name(),
        new.subject_id,
        new.title,
        new.content,
        &new.sha256,
        chunk_count,
        new.read_at,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Replaces a document's chunks.
pub(super) async fn replace_chunks(tx: &mut Tx, document: i64, new: &Prepared) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM rag_chunks WHERE rag_document_id = $1", document)
        .execute(tx.conn())
        .await?;
    let indices: Vec<i32> = (0..).take(new.chunks.len()).collect();
    let contents: Vec<String> = new.chunks.iter().map(|c| c.content.clone()).collect();
    let tokens: Vec<i32> = new
        .chunks
        .iter()
        .map(|c| i32::try_from(c.tokens).unwrap_or(i32::MAX))
        .collect();
    let pages: Vec<Option<i32>> = new.chunks.iter().map(|c| c.page).collect();
    let mut vectors: Vec<Option<Vector>> = new.vectors.iter().map(|v| Some(Vector::from(v.clone()))).collect();
    vectors.resize_with(new.chunks.len(), || None);
    sqlx::query!(
        r#"INSERT INTO rag_chunks (company_id, rag_document_id, chunk_id, content, embedding, embedding_model, chunk_index, token_count, page)
        SELECT $1, $2::bigint, $2::bigint || ':' || n, content, embedding, CASE WHEN embedding IS NOT NULL THEN $3::text END, n, tokens, page
        FROM unnest($4::int[], $5::text[], $6::vector[], $7::int[], $8::int[]) AS c (n, content, embedding, tokens, page)"#,
        new.company_id.0,
        document,
        new.model.as_deref(),
        &indices,
        &contents,
        vectors as _,
        &tokens,
        &pages as &[Option<i32>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sets the one vector of a consultant or tender; without one, what there was is dropped, because it speaks of another text.
pub(super) async fn set_profile_vector(tx: &mut Tx, new: &Prepared) -> Result<(), DbError> {
    let now = tx.now();
    let (Some(vector), Some(model)) = (&new.profile_vector, &new.model) else {
        return delete_profile_vector(tx, new.subject_kind, new.subject_id).await;
    };
    sqlx::query!(
        r#"INSERT INTO profile_vectors (subject_kind, subject_id, company_id, embedding, embedding_model, updated_at)
        VALUES ($1, $2, $3, $4::vector, $5, $6)
        ON CONFLICT (subject_kind, subject_id) DO UPDATE SET company_id = excluded.company_id, embedding = excluded.embedding,
            embedding_model = excluded.embedding_model, updated_at = excluded.updated_at"#,
        new.subject_kind.name(),
        new.subject_id,
        new.company_id.0,
        Vector::from(vector.clone()) as _,
        model,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn delete_profile_vector(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM profile_vectors WHERE subject_kind = $1 AND subject_id = $2",
        kind.name(),
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps vectors of texts for the next turn.
pub(super) async fn keep_drafts(
    db: &Db,
    of: (SubjectKind, i64, CompanyId),
    model: &str,
    made: &[(Vec<u8>, Vec<f32>)],
) -> Result<(), DbError> {
    let (kind, id, company) = of;
    let hashes: Vec<Vec<u8>> = made.iter().map(|(hash, _)| hash.clone()).collect();
    let vectors: Vec<Vector> = made.iter().map(|(_, vector)| Vector::from(vector.clone())).collect();
    sqlx::query!(
        "INSERT INTO embedding_drafts (company_id, subject_kind, subject_id, embedding_model, content_sha256, embedding, created_at)
        SELECT $1, $2::text, $3::bigint, $4::text, hash, embedding, $7 FROM unnest($5::bytea[], $6::vector[]) AS n (hash, embedding)
        ON CONFLICT DO NOTHING",
        company.0,
        kind.name(),
        id,
        model,
        &hashes,
        vectors as _,
        db.clock().now(),
    )
    .execute(db.pool())
    .await?;
    Ok(())
}

/// Drops what was kept of a subject.
pub(super) async fn drop_drafts(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM embedding_drafts WHERE subject_kind = $1 AND subject_id = $2",
        kind.name(),
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Drops what was kept before this and never taken up.
pub(super) async fn drop_old_drafts(db: &Db, before: DateTime<Utc>) -> Result<u64, DbError> {
    let done = sqlx::query!("DELETE FROM embedding_drafts WHERE created_at < $1", before)
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected())
}

/// Removes everything that is known of a subject; its chunks go with the document.
pub(super) async fn delete(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM rag_documents WHERE subject_kind = $1 AND subject_id = $2",
        kind.name(),
        id
    )
    .execute(tx.conn())
    .await?;
    drop_drafts(tx, kind, id).await?;
    delete_profile_vector(tx, kind, id).await
}

/// Notes a question.
pub(super) async fn log_query(
    tx: &mut Tx,
    by: (Option<CompanyId>, UserId),
    text: &str,
    latency_ms: i32,
    sources: &Value,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO rag_queries (company_id, query_text, user_id, latency_ms, sources, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        by.0.map(|c| c.0),
        text,
        by.1.0,
        latency_ms,
        sources,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
