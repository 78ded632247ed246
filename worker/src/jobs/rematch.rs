//! The night's rematch: plans shards, waits for them, and says how they ended.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::{
    jobs::{Enqueue, family::PartialFailure},
    staffing::matches::{
        jobs::{MatchShard, Rematch, SHARD},
        queries,
    },
};
use std::sync::Arc;

/// Enqueues a shard for every so many tenders, and is done when all of them are. A shard that fails or whose worker dies is run again by
/// itself, as any execution.
///
/// # Errors
/// A shard was given up or cancelled (for good: that shard is to be retried, not the night), or the database failed.
pub async fn run(state: Arc<State>, ctx: JobContext, _: Rematch) -> Result<Outcome, JobError> {
    if let Some(ended) = ctx.children().await? {
        if !ended.satisfy(PartialFailure::Fails) {
            let not_done = ended.error + ended.cancelled;
            return Err(JobError::fail(
                "rematch_shards",
                format!("{not_done} parties n'ont pas été faites ; relancez celles qui disent pourquoi"),
                format!("{not_done} shards were not done; retry those that say why"),
            ));
        }
        return Ok(Outcome::Done(json!({ "shards": ended.success })));
    }
    let tenders = queries::to_rematch(state.db.pool()).await?;
    let shards = tenders.chunks(SHARD).map(|tenders| {
        let shard = MatchShard {
            tender_ids: tenders.to_vec(),
        };
        let options = Enqueue {
            created_by: ctx.created_by(),
            parent_id: Some(ctx.id()),
            trace: ctx.trace().map(str::to_owned),
            ..Enqueue::default()
        };
        (shard, options)
    });
    let mut tx = state.db.begin().await?;
    tx.enqueue_all(shards.collect()).await?;
    ctx.await_children(tx).await
}
