//! Parents and children: a parent enqueues its children, is put aside, and goes on when all of them have ended.

pub use super::waking::wake;

use super::{
    ending, store,
    terms::{Lease, LeaseError},
};
use crate::db::{Db, Tx};
use serde::{Deserialize, Serialize};

/// How the children of an execution ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Children {
    /// Done.
    pub success: i64,
    /// Given up.
    pub error: i64,
    /// Stopped by a person.
    pub cancelled: i64,
}

/// When a parent counts as done although some of its children do not.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartialFailure {
    /// Never: one child that was not done fails it.
    Fails,
    /// While at most this share of them, in [0, 1], was not done.
    Tolerated(f64),
}

impl Children {
    /// Whether the parent counts as done.
    #[must_use]
    pub fn satisfy(self, policy: PartialFailure) -> bool {
        let missed = self.error + self.cancelled;
        match policy {
            PartialFailure::Fails => missed == 0,
            PartialFailure::Tolerated(share) => missed as f64 <= share * (missed + self.success) as f64,
        }
    }
}

/// Puts a parent aside in the transaction that enqueued its children, and commits both.
///
/// # Errors
/// The lease is lost or a cancel was accepted (no child was made), or the database failed.
pub async fn await_children(db: &Db, mut tx: Tx, lease: Lease) -> Result<(), LeaseError> {
    tx.plan_by_index().await?;
    if !store::await_children(tx.conn(), lease).await? {
        drop(tx);
        return Err(ending::end_as_cancelled(db, lease).await);
    }
    tx.commit().await?;
    db.bell().changed([lease.id]);
    // There may be none, or all of them may have ended before this commit.
    wake(db, Some(&[lease.id])).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_tolerates_the_share_that_it_says() {
        let some = Children {
            success: 9,
            error: 1,
            cancelled: 0,
        };
        assert!(!some.satisfy(PartialFailure::Fails));
        assert!(some.satisfy(PartialFailure::Tolerated(0.1)));
        assert!(!some.satisfy(PartialFailure::Tolerated(0.05)));
        assert!(
            Children {
                success: 0,
                error: 0,
                cancelled: 0
            }
            .satisfy(PartialFailure::Fails)
        );
    }
}
