//! `Tx::enqueue`: the only way to make an execution.

pub use super::new_execution::Enqueue;

use super::{execution::Execution, job::Job, new_execution::NewExecution, store};
use crate::db::{Connection, DbError, Tx};

impl Tx {
    /// Writes the execution of `job` into this transaction: once it commits, the job will be done.
    ///
    /// # Errors
    /// The insert failed, or the payload does not serialise (a bug of the job's type).
    pub async fn enqueue<J: Job>(&mut self, job: &J, options: Enqueue) -> Result<Execution, DbError> {
        self.enqueue_row(NewExecution::of(job, options)?).await
    }

    pub(super) async fn enqueue_row(&mut self, new: NewExecution) -> Result<Execution, DbError> {
        let mut written = self.enqueue_rows(vec![new]).await?;
        written.pop().ok_or_else(DbError::missing_row)
    }

    /// Writes many executions of one kind in one statement: the children of a fan-out.
    ///
    /// # Errors
    /// As [`Tx::enqueue`].
    pub async fn enqueue_all<J: Job>(&mut self, jobs: Vec<(J, Enqueue)>) -> Result<Vec<Execution>, DbError> {
        let rows = jobs.iter().map(|(job, options)| NewExecution::of(job, options.clone()));
        self.enqueue_rows(rows.collect::<Result<_, _>>()?).await
    }

    pub(super) async fn enqueue_rows(&mut self, rows: Vec<NewExecution>) -> Result<Vec<Execution>, DbError> {
        let now = self.now();
        let places = self
            .turns()
            .read(async |conn: &mut Connection| store::take_places(conn, &rows, now).await);
        let places = places.await?;
        let due = store::insert(self.conn(), &rows, store::Places::Taken(&places), now).await?;
        for ring in NewExecution::rings(&rows, now) {
            self.ring_after_commit(ring);
        }
        Ok(NewExecution::written(rows, now, due))
    }
}
