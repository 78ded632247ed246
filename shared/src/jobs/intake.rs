//! Enqueues that are a request's only write: those that arrive while a commit is under way share the next one, so that a burst costs few
//! commits and a single one does not wait. Each caller hears of its own row only after the commit that holds it.

use super::{
    execution::Execution,
    job::Job,
    new_execution::{Enqueue, NewExecution},
    store,
};
use crate::db::{Db, DbError, Lane, gather};
use tokio::sync::{mpsc, oneshot};

/// Rows in one commit at most.
const LARGEST: usize = 256;

type Waiting = (NewExecution, oneshot::Sender<Result<Execution, DbError>>);

/// A handle to the task that writes; cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake(mpsc::Sender<Waiting>);

impl Intake {
    /// Starts the task.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(1024);
        tokio::spawn(run(db, receiver));
        Self(sender)
    }

    /// Enqueues a job in a transaction with whatever else is waiting.
    ///
    /// # Errors
    /// As [`crate::db::Tx::enqueue`], or the commit failed: then nothing was enqueued.
    pub async fn enqueue<J: Job>(&self, job: &J, options: Enqueue) -> Result<Execution, DbError> {
        let (done, committed) = oneshot::channel();
        self.0
            .send((NewExecution::of(job, options)?, done))
            .await
            .map_err(|_| DbError::lost())?;
        committed.await.map_err(|_| DbError::lost())?
    }
}

async fn run(db: Db, mut receiver: mpsc::Receiver<Waiting>) {
    let lane = db.lane();
    let mut gathered = Vec::with_capacity(LARGEST);
    while gather(&mut receiver, &mut gathered, LARGEST).await > 0 {
        let (rows, waiting): (Vec<NewExecution>, Vec<_>) = gathered.drain(..).unzip();
        match write(&db, &lane, rows.clone()).await {
            Ok(written) => {
                for (execution, done) in written.into_iter().zip(waiting) {
                    let _ = done.send(Ok(execution));
                }
            }
            Err(error) if error.is_unavailable() => {
                tracing::debug!(%error, count = rows.len(), "nothing was enqueued");
                for done in waiting {
                    let _ = done.send(Err(DbError::lost()));
                }
            }
            // One row may be at fault (a company that is gone): nobody pays for a neighbour.
            Err(_) => {
                for (row, done) in rows.into_iter().zip(waiting) {
                    let alone = write(&db, &lane, vec![row]).await;
                    let _ = done.send(alone.and_then(|mut one| one.pop().ok_or_else(DbError::missing_row)));
                }
            }
        }
    }
}

/// A statement of its own is a transaction: no BEGIN, no COMMIT, one trip.
async fn write(db: &Db, lane: &Lane, rows: Vec<NewExecution>) -> Result<Vec<Execution>, DbError> {
    let now = db.clock().now();
    let mut conn = lane.acquire().await?;
    let due = store::insert(&mut conn, &rows, store::Places::Now, now).await?;
    drop(conn);
    for ring in NewExecution::rings(&rows, now) {
        db.bell().ring(ring);
    }
    Ok(NewExecution::written(rows, now, due))
}
