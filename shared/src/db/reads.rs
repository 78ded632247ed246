//! Connections for reads. The pool asks each connection that it gives or takes back whether it still lives: two round trips more.
//! One that has just answered lives; one whose work failed or was dropped half-way goes back to the pool, which finds out. One that was kept
//! through a restart of the database is found dead by the read itself, which is then made again on one that was asked.

use super::DbError;
use sqlx::{PgConnection, PgPool, Postgres, pool::PoolConnection};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};

/// Connections that one set keeps at most: more would only compete for the database's processors, and the pool's others write.
const MOST: u32 = 8;
/// As long as a pool makes one wait for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Reads {
    pool: PgPool,
    kept: Arc<Mutex<Vec<PoolConnection<Postgres>>>>,
    turns: Arc<Semaphore>,
}

impl Reads {
    /// On connections of this pool, of which at most half are kept for it.
    pub(super) fn of(pool: &PgPool) -> Self {
        let most = (pool.options().get_max_connections() / 2).clamp(1, MOST);
        Self {
            pool: pool.clone(),
            kept: Arc::default(),
            turns: Arc::new(Semaphore::new(most as usize)),
        }
    }

    pub(crate) async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, DbError> + Clone,
    ) -> Result<T, DbError> {
        let turn = timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn.ok().and_then(Result::ok).ok_or_else(DbError::lost)?;
        let kept = self.kept().pop();
        if let Some(mut conn) = kept {
            match work.clone()(&mut conn).await {
                Err(error) if error.is_unavailable() => {
                    // What ended this one, such as a restart of the database, ended the others too.
                    tracing::debug!(%error, "a kept connection is dead");
                    self.kept().clear();
                }
                done => return self.keep(conn, done),
            }
        }
        let mut conn = self.pool.acquire().await?;
        let done = work(&mut conn).await;
        self.keep(conn, done)
    }

    fn keep<T>(&self, conn: PoolConnection<Postgres>, done: Result<T, DbError>) -> Result<T, DbError> {
        if done.is_ok() {
            self.kept().push(conn);
        }
        done
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Vec<PoolConnection<Postgres>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
