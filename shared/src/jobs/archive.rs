//! The kinds that archive old rows ([`crate::archive`]): the months of the finished executions, and those of the audit log.

use super::{
    drill,
    job::{Backoff, Job, Policy},
    latecomers::{self, Latecomers},
    schedules, store,
};
use crate::{
    archive::{Archived, Series},
    db::{DbError, Month, Tx},
    kernel::Queue,
};
use chrono::Duration;
use serde::{Deserialize, Serialize};

/// What a drill leaves is looked at right after it.
const DRILL_DAYS: i64 = 7;
/// Firings are kept for longer than any schedule's period.
const FIRING_DAYS: i64 = 400;

/// Archives the months that ended more than `keep_days` ago.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArchiveExecutions {
    /// Days that finished executions stay in the database at least.
    pub keep_days: u32,
}

/// Of every kind that archives: nobody waits for it, and it may take hours.
pub const POLICY: Policy = Policy {
    queue: Queue::Maintenance,
    max_attempts: 5,
    backoff: Backoff {
        first: std::time::Duration::from_secs(60),
        cap: std::time::Duration::from_secs(3600),
    },
    timeout: std::time::Duration::from_secs(3 * 3600),
    priority: 8,
};

impl Job for ArchiveExecutions {
    const KIND: &'static str = "archive_executions";
    const POLICY: Policy = POLICY;
}

/// Archives the months of the log that ended more than `keep_days` ago.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ArchiveAuditLog {
    /// Days that a line stays in the database at least.
    pub keep_days: u32,
}

impl Job for ArchiveAuditLog {
    const KIND: &'static str = "archive_audit_log";
    const POLICY: Policy = POLICY;
}

/// The finished executions.
pub const EXECUTIONS: Series = Series {
    months: store::FINISHED,
    folder: "executions",
};

/// Drops what was stored, and what nobody will ask for any more.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, archived: &[(Month, Archived)], late: Option<&Latecomers>) -> Result<(), DbError> {
    EXECUTIONS.drop_stored(tx, archived).await?;
    if let Some(late) = late {
        latecomers::forget(tx, late).await?;
    }
    drill::forget(tx, DRILL_DAYS).await?;
    let before = tx.now() - Duration::days(FIRING_DAYS);
    schedules::usecases::forget_firings(tx, before).await?;
    Ok(())
}
