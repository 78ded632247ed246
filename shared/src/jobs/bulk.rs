//! One action on everything that a filter finds: an operator's way out of a bad night.

use super::{
    Status,
    queries::{self, Filter},
    retry, usecases,
};
use crate::{
    audit::Origin,
    choice,
    db::{Db, DbError},
    kernel::{
        ExecutionId, Grant,
        permissions::{ExecutionControl, ExecutionRead, QueueOperate},
    },
};
use serde::Serialize;

choice! {
    /// What to do with each.
    pub enum BulkAction {
        /// Stops what is queued or running.
        Cancel = "cancel",
        /// Runs again what ended as error or cancelled, unless it was run again before; a family by its head.
        Retry = "retry",
    }
}

/// Executions in one statement.
const BATCH: i64 = 500;
/// Executions in one call; the answer says when there are more.
const MOST: usize = 10_000;

/// What a bulk action did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct BulkReport {
    /// Found by the filter in a state that allows the action.
    pub matched: usize,
    /// Acted on; less than `matched` where an execution ended meanwhile, was run again before, or is a part of one that is run again.
    pub done: usize,
    /// The call stopped at its limit of 10,000: call it again.
    pub more: bool,
}

/// Acts on whatever `filter` finds. The states that the action allows narrow the filter.
///
/// # Errors
/// The database failed; what was done before stays done.
pub async fn act(
    db: &Db,
    operate: Grant<QueueOperate>,
    (control, read): (Grant<ExecutionControl>, Grant<ExecutionRead>),
    action: BulkAction,
    mut filter: Filter,
    origin: &Origin,
) -> Result<BulkReport, DbError> {
    debug_assert_eq!(operate.actor(), control.actor());
    let allowed: &[Status] = match action {
        BulkAction::Cancel => &[Status::Queued, Status::Running],
        BulkAction::Retry => &[Status::Error, Status::Cancelled],
    };
    if filter.status.is_empty() {
        filter.status = allowed.to_vec();
    }
    filter.status.retain(|s| allowed.contains(s));
    let whole = filter.clone();
    // What is made from now on is not looked at, retries too: of equal calls at once, one repeats what failed and none what that made.
    let now = ExecutionId::generate();
    filter.before = Some(filter.before.map_or(now, |before| before.min(now)));
    let mut report = BulkReport::default();
    while !filter.status.is_empty() {
        let found = queries::list(db.pool(), read, &filter, BATCH).await?;
        let Some(last) = found.last() else { break };
        filter.before = Some(last.id);
        report.matched += found.len();
        report.done += match action {
            BulkAction::Cancel => usecases::stop(db, operate.actor(), &found, origin).await?,
            BulkAction::Retry => {
                let mut tx = db.begin().await?;
                let made = retry::retry_all(&mut tx, (control, read), found, &whole, origin).await?;
                tx.commit().await?;
                made
            }
        };
        if report.matched >= MOST {
            report.more = true;
            break;
        }
    }
    Ok(report)
}
