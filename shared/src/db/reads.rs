//! Connections for reads. The pool asks each connection that comes back whether it still lives, which is a round trip of its own.
//! A connection that has just answered lives; one whose work failed or was dropped half-way goes back to the
//! pool, which finds out.

use super::DbError;
use sqlx::{PgConnection, PgPool, Postgres, pool::PoolConnection};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Connections that one set keeps at most: more would only compete for the database's processors, and the pool's others write.
const MOST: u32 = 8;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Reads {
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

    pub(super) async fn read<T, E: From<DbError>>(
        &self,
        work: impl AsyncFnOnce(&mut PgConnection) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = self.turns.acquire().await.map_err(|_| DbError::lost())?;
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut conn = match kept {
            Some(conn) => conn,
            None => self.pool.acquire().await.map_err(DbError::from)?,
        };
        let done = work(&mut conn).await?;
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        Ok(done)
    }
}
