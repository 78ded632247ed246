//! Who is behind an access token, asked for many requests at once: those that arrive while a look is under way share the next one. The look
//! is always later than the request, so a revoked session or a changed role takes effect at once, as with a look of its own.
//!
//! Whoever comes when nobody looks does so itself, without a task in between; of those who came meanwhile, one then looks for all.

use super::{Caller, queries, tokens::Claims};
use crate::db::{Db, DbError, Reads};
use std::{
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::{sync::oneshot, task::yield_now};

type Found = Result<Option<Caller>, DbError>;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct Callers(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// One connection: always the same backend, whose caches and plans stay warm.
    lane: Reads,
    queue: Mutex<Queue>,
}

#[derive(Debug, Default)]
struct Queue {
    /// Somebody holds the [`Turn`].
    is_looking: bool,
    waiting: Vec<(Claims, oneshot::Sender<Told>)>,
}

#[derive(Debug)]
enum Told {
    Found(Found),
    /// Look for everybody who waits.
    Look(Turn),
}

/// The right to look. Dropped, also with a request that was given up, it goes to the first who waits.
#[derive(Debug)]
struct Turn(Arc<Shared>);

impl Callers {
    /// With a connection of its own.
    #[must_use]
    pub fn new(db: &Db) -> Self {
        Self(Arc::new(Shared {
            lane: db.read_lane(),
            queue: Mutex::default(),
        }))
    }

    /// The caller: none when its session was revoked, its user deactivated or its token version raised.
    ///
    /// # Errors
    /// The database failed.
    pub async fn by_access(&self, claims: Claims) -> Found {
        loop {
            let told = match self.0.join(&claims) {
                Ok(turn) => Told::Look(turn),
                Err(told) => match told.await {
                    Ok(told) => told,
                    // The request that looked for this one too was given up half-way.
                    Err(_) => continue,
                },
            };
            return match told {
                Told::Found(found) => found,
                Told::Look(turn) => turn.look(&claims).await,
            };
        }
    }
}

impl Shared {
    /// The turn when nobody has it, else where to wait.
    fn join(self: &Arc<Self>, claims: &Claims) -> Result<Turn, oneshot::Receiver<Told>> {
        let mut queue = self.queue();
        if !mem::replace(&mut queue.is_looking, true) {
            return Ok(Turn(self.clone()));
        }
        let (answer, told) = oneshot::channel();
        queue.waiting.push((claims.clone(), answer));
        Err(told)
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Answers everybody who waits, and this request.
    async fn look(self, own: &Claims) -> Found {
        // Steps behind the tasks that can run now, as long as they join: one request alone looks at once, a burst shares few looks.
        let mut before = 0;
        loop {
            yield_now().await;
            let joined = self.0.queue().waiting.len();
            if joined == before {
                break;
            }
            before = joined;
        }
        let waiting = mem::take(&mut self.0.queue().waiting);
        let mut sessions: Vec<_> = waiting.iter().map(|(claims, _)| claims.session()).collect();
        sessions.push(own.session());
        sessions.sort_unstable();
        sessions.dedup();
        let lane = &self.0.lane;
        let looked = lane
            .read(async |conn| queries::living_sessions(conn, &sessions).await)
            .await;
        if let Err(error) = &looked
            && !error.is_unavailable()
        {
            tracing::error!(%error, "sessions were not read");
        }
        let found = |claims: &Claims| match &looked {
            Ok(living) => Ok(living.iter().find(|one| one.is_of(claims)).map(|one| one.caller)),
            Err(error) if error.is_unavailable() => Err(DbError::lost()),
            Err(_) => Err(DbError::missing_row()),
        };
        for (claims, answer) in waiting {
            // Nobody takes it when its request was given up.
            let _ = answer.send(Told::Found(found(&claims)));
        }
        found(own)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut queue = self.0.queue();
            queue.waiting.retain(|(_, answer)| !answer.is_closed());
            if queue.waiting.is_empty() {
                queue.is_looking = false;
                return;
            }
            queue.waiting.remove(0).1
        };
        // One that is given up in this moment drops the turn that it was sent, which goes on to the next.
        let _ = next.send(Told::Look(Self(self.0.clone())));
    }
}
