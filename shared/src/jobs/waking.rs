//! Parents that go on.

use super::store;
use crate::{
    db::{Db, DbError},
    kernel::{ExecutionId, Queue, Ring},
};

/// Lets parents go on whose children have all ended: of `only` these, or of all. Returns how many.
///
/// # Errors
/// The database failed; the next sweep finds them.
pub async fn wake(db: &Db, only: Option<&[ExecutionId]>) -> Result<usize, DbError> {
    let woken = store::wake_parents(db.ledger(), only).await?;
    for (id, queue) in &woken {
        if let Ok(queue) = queue.parse::<Queue>() {
            db.bell().ring(Ring { queue, id: *id });
        }
    }
    Ok(woken.len())
}
