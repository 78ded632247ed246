//! Chunks, embeds and stores the text of a consultant, a tender or a CV.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::{
    indexing::IndexDocument,
    kernel::Words,
    knowledge::usecases::{self, IndexError},
    resumes::warnings,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How long one turn embeds: a text that takes longer goes on after what waits by then.
const TURN: Duration = Duration::from_secs(45);

/// Embeds with no transaction open, then replaces the document's chunks and vector with the completion. A long text shows its progress, and
/// gives its place back from time to time; what is embedded stays.
///
/// # Errors
/// The model or the database failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: IndexDocument) -> Result<Outcome, JobError> {
    let (db, embedder) = (&state.db, state.embedder.as_ref());
    let Some(mut draft) = usecases::draft(db, embedder, &job).await.map_err(failed)? else {
        return Ok(Outcome::Done(json!({ "stored": "unchanged" })));
    };
    let began = Instant::now();
    while usecases::embed(db, embedder, &mut draft).await.map_err(failed)? {
        ctx.check()?;
        let (done, all) = draft.progress();
        if draft.is_long() {
            let percent = u8::try_from(done * 99 / all.max(1)).unwrap_or(99);
            let message = Words::made(
                format!("vectorisation du texte : {done} parties sur {all}"),
                format!("embedding the text: {done} of {all} parts"),
            );
            ctx.progress(percent, &message).await?;
        }
        if done < all && began.elapsed() > TURN {
            return Ok(Outcome::Snooze(Duration::ZERO));
        }
    }
    ctx.check()?;
    let prepared = draft.ready();
    let mut tx = db.begin().await?;
    let stored = usecases::store(&mut tx, &prepared).await?;
    let mut result = json!({ "stored": stored, "chunks": prepared.chunk_count(), "model": embedder.model() });
    if prepared.left_out() > 0 {
        result["warnings"] = json!([warnings::spoken(&usecases::too_long(prepared.left_out()))]);
    }
    ctx.finish(tx, result).await
}

fn failed(error: IndexError) -> JobError {
    match error {
        IndexError::Embed(error) => JobError::retry(
            "embedding_failed",
            format!("le modèle n'a pas répondu : {}", error.0),
            error,
        ),
        IndexError::Db(error) => error.into(),
    }
}
