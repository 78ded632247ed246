//! Who is behind an access token, asked for many requests at once: those that arrive while a look is under way share the next one. The look
//! is always later than the request, so a revoked session or a changed role takes effect at once, as with a look of its own.
//!
//! Whoever comes when nobody looks does so itself, without a task in between; of those who came meanwhile, one looks for all.

use super::{Caller, queries, tokens::Claims};
use crate::db::{Db, DbError, Reads};
use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

type Waiting = (Claims, oneshot::Sender<Result<Option<Caller>, DbError>>);

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Callers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// One connection: always the same backend, whose caches and plans stay warm.
    lane: Reads,
    /// Held by whoever looks.
    turn: tokio::sync::Mutex<()>,
    waiting: Mutex<Vec<Waiting>>,
}

impl Callers {
    /// With a connection of its own.
    #[must_use]
    pub fn new(db: &Db) -> Self {
        Self(Arc::new(Shared {
            lane: db.read_lane(),
            turn: tokio::sync::Mutex::default(),
            waiting: Mutex::default(),
        }))
    }

    /// The caller: none when its session was revoked, its user deactivated or its token version raised.
    ///
    /// # Errors
    /// The database failed.
    pub async fn by_access(&self, claims: Claims) -> Result<Option<Caller>, DbError> {
        let shared = self.0.as_ref();
        loop {
            let (answer, mut answered) = oneshot::channel();
            shared.waiting().push((claims.clone(), answer));
            let found = tokio::select! {
                biased;
                found = &mut answered => found,
                turn = shared.turn.lock() => {
                    shared.look().await;
                    drop(turn);
                    answered.await
                }
            };
            if let Ok(found) = found {
                return found;
            }
            // The request that looked for this one too was given up half-way.
        }
    }
}

impl Shared {
    /// Answers everybody who waits, this one included.
    async fn look(&self) {
        let waiting = mem::take(&mut *self.waiting());
        if waiting.is_empty() {
            return;
        }
        let mut sessions: Vec<_> = waiting.iter().map(|(claims, _)| claims.session()).collect();
        sessions.sort_unstable();
        sessions.dedup();
        let looked = self
            .lane
            .read(async |conn| queries::living_sessions(conn, &sessions).await)
            .await;
        if let Err(error) = &looked
            && !error.is_unavailable()
        {
            tracing::error!(%error, "sessions were not read");
        }
        for (claims, answer) in waiting {
            let found = match &looked {
                Ok(living) => Ok(living.iter().find(|one| one.is_of(&claims)).map(|one| one.caller)),
                Err(error) if error.is_unavailable() => Err(DbError::lost()),
                Err(_) => Err(DbError::missing_row()),
            };
            // Nobody takes it when its request was given up.
            let _ = answer.send(found);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
