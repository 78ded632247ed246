//! Indexing: a short read, a slow embedding with no transaction open, one write.

use super::super::{
    chunking::{self, chunks},
    domain::{Prepared, SubjectKind, Text, mean_direction},
    jobs::IndexDocument,
    queries, store as statements,
};
use crate::{
    db::{Db, DbError, Tx},
    ports::{EmbedError, Embedder, Purpose},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Why nothing was prepared; another try may succeed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// The model failed.
    #[error(transparent)]
    Embed(#[from] EmbedError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What became of a prepared document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stored {
    /// It is indexed now.
    Indexed,
    /// A newer text of the same subject was indexed meanwhile.
    Superseded,
    /// The subject was deleted meanwhile.
    Gone,
}

/// Reads, cuts and embeds a subject's text. None: there is nothing to do, because the text is indexed already as this model would,
/// or there is no text (the subject is gone, its CV not analysed).
///
/// # Errors
/// [`IndexError`].
pub async fn prepare(db: &Db, embedder: &dyn Embedder, job: &IndexDocument) -> Result<Option<Prepared>, IndexError> {
    let (kind, id) = (job.subject_kind, job.subject_id);
    let Some(subject) = queries::subject(db.pool(), kind, id).await? else {
        return Ok(None);
    };
    let sha256 = digest(&subject.text);
    let model = embedder.model();
    if let Some(indexed) = queries::indexed(db.pool(), kind, id, model).await? {
        let same = indexed.sha256 == sha256 && indexed.company_id == subject.company_id;
        // Without a model, vectors that are there already are better than none.
        if same && (model.is_none() || !indexed.lacks_vectors) {
            return Ok(None);
        }
    }
    let chunks = if subject.text.is_blank() {
        Vec::new()
    } else {
        chunks(&subject.text.sections)
    };
    let texts: Vec<String> = chunks.iter().map(|c| c.content.clone()).collect();
    let vectors = if texts.is_empty() {
        Vec::new()
    } else {
        embedder.embed(texts, Purpose::Passage).await?
    };
    if model.is_some() && vectors.len() != chunks.len() {
        let error = format!("{} vectors for {} chunks", vectors.len(), chunks.len());
        return Err(EmbedError(error).into());
    }
    let profile_vector = match kind {
        SubjectKind::Consultant | SubjectKind::Tender => mean_direction(&vectors),
        SubjectKind::Resume => None,
    };
    Ok(Some(Prepared {
        subject_kind: kind,
        subject_id: id,
        company_id: subject.company_id,
        content: subject.text.content(),
        title: subject.text.title,
        sha256,
        read_at: subject.read_at,
        chunks,
        vectors,
        model: model.map(str::to_owned),
        profile_vector,
    }))
}

/// Of everything that decides what the chunks are.
fn digest(text: &Text) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update([chunking::VERSION]);
    hash.update(text.title.as_bytes());
    for section in &text.sections {
        // Lengths first: otherwise text could move between parts and hash the same.
        for part in [section.heading.as_deref().unwrap_or(""), &section.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(section.page.unwrap_or(0).to_le_bytes());
    }
    hash.finalize().to_vec()
}

/// Replaces the subject's document, chunks and vector, all or nothing. Of two writers the one that read later wins.
///
/// # Errors
/// The database failed.
pub async fn store(tx: &mut Tx, prepared: &Prepared) -> Result<Stored, DbError> {
    let (kind, id) = (prepared.subject_kind, prepared.subject_id);
    statements::lock_subject(tx, kind, id).await?;
    if !queries::still_there(tx, kind, id).await? {
        return Ok(Stored::Gone);
    }
    if statements::indexed_at(tx, kind, id)
        .await?
        .is_some_and(|at| at > prepared.read_at)
    {
        return Ok(Stored::Superseded);
    }
    let document = statements::upsert_document(tx, prepared).await?;
    statements::replace_chunks(tx, document, prepared).await?;
    if kind != SubjectKind::Resume {
        statements::set_profile_vector(tx, prepared).await?;
    }
    Ok(Stored::Indexed)
}

/// Removes everything that is indexed of a subject; for the transaction that deletes it.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    statements::lock_subject(tx, kind, id).await?;
    statements::delete(tx, kind, id).await
}
