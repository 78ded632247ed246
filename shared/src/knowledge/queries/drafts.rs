//! What earlier turns embedded of a document.

use crate::{
    db::DbError,
    kernel::{Choice, SubjectKind},
};
use pgvector::Vector;
use sqlx::PgPool;
use std::collections::HashMap;

/// Vectors by this model, by the hash of their text.
pub async fn drafts(
    pool: &PgPool,
    kind: SubjectKind,
    id: i64,
    model: &str,
) -> Result<HashMap<Vec<u8>, Vec<f32>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT content_sha256, embedding AS "embedding: Vector" FROM embedding_drafts
        WHERE subject_kind = $1 AND subject_id = $2 AND embedding_model = $3"#,
        kind.name(),
        id,
        model,
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.content_sha256, r.embedding.to_vec()))
        .collect())
}
