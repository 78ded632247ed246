//! Old lines of the audit log go from the database to the file store.

use super::archive_executions::failed;
use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::{audit::AUDIT, jobs::archive::ArchiveAuditLog};
use std::sync::Arc;

/// Stores the old months, then drops them with the completion.
///
/// # Errors
/// The file store or the database failed: another try.
pub async fn run(state: Arc<State>, ctx: JobContext, job: ArchiveAuditLog) -> Result<Outcome, JobError> {
    let archived = AUDIT
        .store_old(&state.db, state.files.as_ref(), job.keep_days)
        .await
        .map_err(failed)?;
    ctx.check()?;
    let mut tx = state.db.begin().await?;
    AUDIT.drop_stored(&mut tx, &archived).await?;
    let months: Vec<_> = archived.iter().map(|(_, done)| done).collect();
    ctx.finish(tx, json!({ "archived": months })).await
}
