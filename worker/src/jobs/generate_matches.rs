//! Scores consultants against tenders and writes the matches.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use shared::{
    indexing::IndexDocument,
    jobs::{Job, Subject, queries},
    staffing::matches::{
        jobs::{MatchGeneration, MatchShard},
        usecases::{self, Outside, PlanError},
    },
};
use std::{sync::Arc, time::Duration};

/// Between looks at an index that is not ready.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Plans with no transaction open, then writes the matches with the completion.
///
/// # Errors
/// What it is about is gone (for good), or the database failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: MatchGeneration) -> Result<Outcome, JobError> {
    // The semantic criterion reads the vector that indexing writes: what is enqueued together runs in order.
    if let Some(subject) = job.subject().filter(is_indexed)
        && queries::is_live(state.db.pool(), IndexDocument::KIND, &subject).await?
    {
        return Ok(Outcome::Snooze(LOOK_AGAIN));
    }
    let outside = Outside {
        scorer: state.scorer.as_deref(),
        execution_id: ctx.id(),
        trace: ctx.trace(),
    };
    let plan = usecases::plan(&state.db, &job, outside, ctx.stop())
        .await
        .map_err(|error| match error {
            PlanError::NoTender(id) => {
                JobError::fail("subject_gone", format!("il n'y a pas d'appel d'offres {id}"), error)
            }
            PlanError::NoConsultant(id) => {
                JobError::fail("subject_gone", format!("il n'y a pas de consultant {id}"), error)
            }
            PlanError::Cancelled => JobError::Stopped,
            PlanError::Db(error) => error.into(),
        })?;
    let mut tx = state.db.begin().await?;
    let report = usecases::store(&mut tx, (ctx.id(), ctx.company_id()), &plan).await?;
    let result = serde_json::to_value(report)
        .map_err(|e| JobError::retry("report", format!("le résultat ne s'écrit pas : {e}"), e))?;
    ctx.finish(tx, result).await
}

/// The same of a shard of a night's rematch.
///
/// # Errors
/// As [`run`].
pub async fn run_shard(state: Arc<State>, ctx: JobContext, shard: MatchShard) -> Result<Outcome, JobError> {
    run(state, ctx, shard.into()).await
}

fn is_indexed(subject: &Subject) -> bool {
    subject.kind == "consultant" || subject.kind == "tender"
}
