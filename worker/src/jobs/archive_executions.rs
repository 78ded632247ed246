//! Old executions go from the database to the file store.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::{
    archive::ArchiveError,
    jobs::{
        archive::{self, ArchiveExecutions},
        latecomers,
    },
};
use std::sync::Arc;

/// Stores the old months, then drops them with the completion.
///
/// # Errors
/// The file store or the database failed: another try.
pub async fn run(state: Arc<State>, ctx: JobContext, job: ArchiveExecutions) -> Result<Outcome, JobError> {
    let archived = archive::EXECUTIONS
        .store_old(&state.db, state.files.as_ref(), job.keep_days)
        .await
        .map_err(failed)?;
    let late = latecomers::store_late(&state.db, state.files.as_ref(), job.keep_days)
        .await
        .map_err(failed)?;
    ctx.check()?;
    let mut tx = state.db.begin().await?;
    archive::forget(&mut tx, &archived, late.as_ref()).await?;
    let months: Vec<_> = archived.iter().map(|(_, done)| done).collect();
    ctx.finish(tx, json!({ "archived": months, "late": late })).await
}

/// Every failure of archiving deserves another try.
pub(super) fn failed(error: ArchiveError) -> JobError {
    match error {
        ArchiveError::Files(error) => JobError::retry(
            "file_store",
            format!("le stockage de fichiers a échoué : {error}"),
            error,
        ),
        ArchiveError::Compress(error) => {
            JobError::retry("compress", format!("la compression a échoué : {error}"), error)
        }
        ArchiveError::Db(error) => error.into(),
    }
}
