//! Answers that the way works.

use crate::runtime::{JobContext, JobError, Outcome};
use serde_json::json;
use shared::jobs::ping::Ping;
use std::time::Duration;

/// Does nothing for a while.
///
/// # Errors
/// Told to stop.
pub async fn run(ctx: JobContext, job: Ping) -> Result<Outcome, JobError> {
    if job.work_ms > 0 {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(job.work_ms.into())) => {}
            () = ctx.stop().cancelled() => return Err(JobError::Stopped),
        }
    }
    Ok(Outcome::Done(json!({ "pong": true })))
}
