//! Composes a consultant's portfolio and stores it.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use serde_json::json;
use shared::directory::portfolios::{generate, jobs::PortfolioGeneration};
use std::sync::Arc;

/// Reads and composes with no transaction open, then writes the portfolio with the completion.
///
/// # Errors
/// The consultant is gone (for good), or the database failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: PortfolioGeneration) -> Result<Outcome, JobError> {
    let Some(prepared) = generate::prepare(&state.db, job).await? else {
        let id = job.consultant_id;
        return Err(JobError::fail(
            "subject_gone",
            format!("il n'y a pas de consultant {id}"),
            format!("there is no consultant {id}"),
        ));
    };
    let mut tx = state.db.begin().await?;
    let id = generate::store(&mut tx, ctx.id(), &prepared).await?;
    ctx.finish(tx, json!({ "portfolio_id": id })).await
}
