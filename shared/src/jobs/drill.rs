//! Drills: jobs that behave badly on request and leave one countable effect each, for `./dev chaos`.
//!
//! Owns: drill_effects

use super::job::{Backoff, Job, Policy};
use crate::{
    choice,
    db::{DbError, Tx},
    kernel::{CompanyId, ExecutionId, Queue},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How a drill behaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "name")]
pub enum Shape {
    /// Is done at once.
    Instant,
    /// Works for so many milliseconds.
    Slow {
        /// Milliseconds.
        ms: u32,
    },
    /// Fails so many attempts, then is done.
    Flaky {
        /// Attempts that fail.
        times: i16,
    },
    /// Fails for good.
    Failing,
    /// Has children and is done when all of them are.
    Family {
        /// How many.
        children: u16,
        /// How long each works, in milliseconds.
        ms: u32,
    },
}

choice! {
    /// The name of a shape, as requests give it.
    pub enum DrillShape {
        /// Is done at once.
        Instant = "instant",
        /// Works for `ms`.
        Slow = "slow",
        /// Fails twice, then is done.
        Flaky = "flaky",
        /// Fails for good.
        Failing = "failing",
        /// Has `children` that work for `ms` each.
        Family = "family",
    }
}

/// One drill.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drill {
    /// Of which exercise.
    pub label: String,
    /// How it behaves.
    pub shape: Shape,
}

impl Job for Drill {
    const KIND: &'static str = "drill";
    const POLICY: Policy = Policy {
        queue: Queue::Maintenance,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(1),
            cap: Duration::from_secs(5),
        },
        timeout: Duration::from_secs(120),
        priority: 5,
    };
}

/// Writes the effect of a drill into the transaction that completes it.
///
/// # Errors
/// The database failed.
pub async fn take_effect(
    tx: &mut Tx,
    id: ExecutionId,
    company: Option<CompanyId>,
    drill: &Drill,
) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO drill_effects (execution_id, company_id, label, done_at) VALUES ($1, $2, $3, $4)",
        id.0,
        company.map(|c| c.0),
        drill.label,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets effects older than so many days.
///
/// # Errors
/// The database failed.
pub async fn forget(tx: &mut Tx, days: i64) -> Result<u64, DbError> {
    let before = tx.now() - chrono::Duration::days(days);
    let done = sqlx::query!("DELETE FROM drill_effects WHERE done_at < $1", before)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected())
}
