//! Behaves as it is told, and leaves one effect.

use crate::runtime::{JobContext, JobError, Outcome};
use serde_json::json;
use shared::{
    db::Db,
    jobs::{
        Enqueue,
        drill::{self, Drill, Shape},
        family::PartialFailure,
    },
};
use std::time::Duration;

/// Runs one drill.
///
/// # Errors
/// As its shape says; told to stop; or the database failed.
pub async fn run(db: Db, ctx: JobContext, job: Drill) -> Result<Outcome, JobError> {
    match job.shape {
        Shape::Instant => {}
        Shape::Slow { ms } => work(&ctx, ms).await?,
        Shape::Flaky { times } if ctx.attempt() <= times => {
            return Err(JobError::retry(
                "drill_flaky",
                "cette tentative devait échouer",
                "this attempt was told to fail",
            ));
        }
        Shape::Flaky { .. } => {}
        Shape::Failing => {
            return Err(JobError::fail(
                "drill_failed",
                "elle devait échouer pour de bon",
                "it was told to fail for good",
            ));
        }
        Shape::Family { children, ms } => match ctx.children().await? {
            None => return have_children(&db, &ctx, &job.label, children, ms).await,
            Some(ended) if ended.satisfy(PartialFailure::Fails) => {}
            Some(ended) => {
                let not_done = ended.error + ended.cancelled;
                return Err(JobError::fail(
                    "drill_children",
                    format!("{not_done} de ses parties n'ont pas été faites"),
                    format!("{not_done} of its children were not done"),
                ));
            }
        },
    }
    let mut tx = db.begin().await?;
    drill::take_effect(&mut tx, ctx.id(), ctx.company_id(), &job).await?;
    ctx.finish(tx, json!({})).await
}

async fn work(ctx: &JobContext, ms: u32) -> Result<(), JobError> {
    tokio::select! {
        () = tokio::time::sleep(Duration::from_millis(ms.into())) => Ok(()),
        () = ctx.stop().cancelled() => Err(JobError::Stopped),
    }
}

async fn have_children(db: &Db, ctx: &JobContext, label: &str, count: u16, ms: u32) -> Result<Outcome, JobError> {
    let child = || {
        let job = Drill {
            label: label.to_owned(),
            shape: Shape::Slow { ms },
        };
        let options = Enqueue {
            company_id: ctx.company_id(),
            created_by: ctx.created_by(),
            parent_id: Some(ctx.id()),
            trace: ctx.trace().map(str::to_owned),
            ..Enqueue::default()
        };
        (job, options)
    };
    let mut tx = db.begin().await?;
    tx.enqueue_all((0..count).map(|_| child()).collect()).await?;
    ctx.await_children(tx).await
}
