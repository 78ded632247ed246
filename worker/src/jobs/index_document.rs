//! Chunks, embeds and stores the text of a consultant, a tender or a CV.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::knowledge::{
    jobs::IndexDocument,
    usecases::{self, IndexError},
};
use std::sync::Arc;

/// Embeds with no transaction open, then replaces the document's chunks and vector with the completion.
///
/// # Errors
/// The model or the database failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: IndexDocument) -> Result<Outcome, JobError> {
    let prepared = usecases::prepare(&state.db, state.embedder.as_ref(), &job)
        .await
        .map_err(|error| match error {
            IndexError::Embed(error) => JobError::retry("embedding_failed", error),
            IndexError::Db(error) => error.into(),
        })?;
    let Some(prepared) = prepared else {
        return Ok(Outcome::Done(json!({ "stored": "unchanged" })));
    };
    ctx.check()?;
    let mut tx = state.db.begin().await?;
    let stored = usecases::store(&mut tx, &prepared).await?;
    ctx.finish(
        tx,
        json!({ "stored": stored, "chunks": prepared.chunk_count(), "model": state.embedder.model() }),
    )
    .await
}
