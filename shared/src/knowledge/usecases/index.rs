//! Indexing: a short read, a slow embedding with no transaction open, one write. A long text is embedded in parts, which are kept from one
//! turn to the next ([`Draft`]).

use super::super::{
    chunking::{self, chunks},
    domain::{Prepared, Section, Text, mean_direction},
    queries, store as statements,
};
use crate::{
    db::{Db, DbError, Tx},
    indexing::IndexDocument,
    kernel::SubjectKind,
    ports::{EmbedError, Embedder, Purpose},
};
use chrono::Duration;
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

/// Texts in one call of the model: a second or two of its time, in which no other caller has a turn.
const BATCH: usize = 32;

/// A document that was read and cut, and as much of it as is embedded.
#[derive(Debug)]
pub struct Draft {
    prepared: Prepared,
    /// One a chunk, those that are there.
    vectors: Vec<Option<Vec<f32>>>,
}

impl Draft {
    /// Chunks, and how many of them have their vector.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.vectors.iter().flatten().count(), self.vectors.len())
    }

    /// It takes several calls of the model: it may take several turns, too.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.vectors.len() > BATCH
    }

    /// The next chunks that lack their vector.
    fn next(&self) -> Vec<usize> {
        let lacking = (0..self.vectors.len()).filter(|n| self.vectors[*n].is_none());
        lacking.take(BATCH).collect()
    }

    /// The document, ready to be written. Nothing of it lacks its vector, or all of it does.
    #[must_use]
    pub fn ready(self) -> Prepared {
        let Self { mut prepared, vectors } = self;
        prepared.vectors = vectors.into_iter().flatten().collect();
        prepared.profile_vector = match prepared.subject_kind {
            SubjectKind::Consultant | SubjectKind::Tender => mean_direction(&prepared.vectors),
            SubjectKind::Resume => None,
        };
        prepared
    }
}

/// Reads and cuts a subject's text, and takes up what an earlier turn embedded of it. None: there is nothing to do, because the text is
/// indexed already as this model would, or there is no text (the subject is gone, its CV not analysed).
///
/// # Errors
/// [`IndexError`].
pub async fn draft(db: &Db, embedder: &dyn Embedder, job: &IndexDocument) -> Result<Option<Draft>, IndexError> {
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
    let (chunks, left_out) = if subject.text.is_blank() {
        (Vec::new(), 0)
    } else {
        chunks(&subject.text.sections)
    };
    let mut vectors = vec![None; if model.is_some() { chunks.len() } else { 0 }];
    if let Some(model) = model
        && chunks.len() > BATCH
    {
        let kept = queries::drafts(db.pool(), kind, id, model).await?;
        for (vector, chunk) in vectors.iter_mut().zip(&chunks) {
            *vector = kept.get(&hash(&chunk.content)).cloned();
        }
    }
    Ok(Some(Draft {
        prepared: Prepared {
            subject_kind: kind,
            subject_id: id,
            company_id: subject.company_id,
            content: subject.text.content(),
            title: subject.text.title,
            sha256,
            read_at: subject.read_at,
            chunks,
            left_out,
            vectors: Vec::new(),
            model: model.map(str::to_owned),
            profile_vector: None,
        },
        vectors,
    }))
}

/// Embeds some more of a draft, and keeps it for another turn where the whole is long. False: nothing was left to do.
///
/// # Errors
/// [`IndexError`].
pub async fn embed(db: &Db, embedder: &dyn Embedder, draft: &mut Draft) -> Result<bool, IndexError> {
    let next = draft.next();
    if next.is_empty() {
        return Ok(false);
    }
    let text = |n: &usize| draft.prepared.chunks[*n].content.clone();
    let vectors = embedder
        .embed(next.iter().map(text).collect(), Purpose::Passage)
        .await?;
    if vectors.len() != next.len() {
        return Err(EmbedError(format!("{} vectors for {} chunks", vectors.len(), next.len())).into());
    }
    if let Some(model) = draft.prepared.model.as_deref().filter(|_| draft.is_long()) {
        let of = (
            draft.prepared.subject_kind,
            draft.prepared.subject_id,
            draft.prepared.company_id,
        );
        let hashes = next.iter().map(|n| hash(&draft.prepared.chunks[*n].content));
        let made: Vec<_> = hashes.zip(vectors.iter().cloned()).collect();
        statements::keep_drafts(db, of, model, &made).await?;
    }
    for (n, vector) in next.into_iter().zip(vectors) {
        draft.vectors[n] = Some(vector);
    }
    Ok(true)
}

fn hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

/// How a warning begins that says that a document is too long to be searched whole.
pub const TOO_LONG: &str = "chunks_left_out:";

/// The warning that this many chunks are not searched: its code and numbers, which have no language.
#[must_use]
pub fn too_long(left_out: usize) -> String {
    format!("{TOO_LONG} {left_out} {}", chunking::MOST)
}

/// Chunks of these pages of a CV that are not searched, because there are too many.
#[must_use]
pub fn left_out<'a>(pages: impl Iterator<Item = &'a str>) -> usize {
    let section = |text: &str| Section {
        heading: None,
        page: None,
        text: text.to_owned(),
    };
    chunks(&pages.map(section).collect::<Vec<_>>()).1
}

/// Drops what was embedded of documents that were given up: nobody took it up for a day.
///
/// # Errors
/// The database failed.
pub async fn drop_old_drafts(db: &Db) -> Result<u64, DbError> {
    statements::drop_old_drafts(db, db.clock().now() - Duration::days(1)).await
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
    // The row before the turn, as whoever removes or archives it locks them: the other way round each would hold what the other waits for.
    if !queries::still_there(tx, kind, id).await? {
        return Ok(Stored::Gone);
    }
    statements::lock_subject(tx, kind, id).await?;
    if statements::indexed_at(tx, kind, id)
        .await?
        .is_some_and(|at| at > prepared.read_at)
    {
        return Ok(Stored::Superseded);
    }
    let document = statements::upsert_document(tx, prepared).await?;
    statements::replace_chunks(tx, document, prepared).await?;
    statements::drop_drafts(tx, kind, id).await?;
    if kind != SubjectKind::Resume {
        statements::set_profile_vector(tx, prepared).await?;
    }
    Ok(Stored::Indexed)
}

/// Removes everything that is indexed of a subject; for the transaction that deletes or archives it, and holds its row.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<(), DbError> {
    statements::lock_subject(tx, kind, id).await?;
    statements::delete(tx, kind, id).await
}
