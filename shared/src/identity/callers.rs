//! Who is behind an access token, asked for many requests at once: those that arrive while a look is under way share the next one. The look
//! is always later than the request, so a revoked session or a changed role takes effect at once, as with a look of its own.

use super::{Caller, queries, tokens::Claims};
use crate::db::{Db, DbError, gather};
use tokio::sync::{mpsc, oneshot};

/// Tokens in one look at most.
const LARGEST: usize = 256;

type Waiting = (Claims, oneshot::Sender<Result<Option<Caller>, DbError>>);

/// A handle to the task that looks; cheap to clone.
#[derive(Debug, Clone)]
pub struct Callers(mpsc::Sender<Waiting>);

impl Callers {
    /// Starts the task.
    #[must_use]
    pub fn start(db: Db) -> Self {
        let (sender, receiver) = mpsc::channel(1024);
        tokio::spawn(run(db, receiver));
        Self(sender)
    }

    /// The caller: none when its session was revoked, its user deactivated or its token version raised.
    ///
    /// # Errors
    /// The database failed.
    pub async fn by_access(&self, claims: Claims) -> Result<Option<Caller>, DbError> {
        let (done, found) = oneshot::channel();
        self.0.send((claims, done)).await.map_err(|_| DbError::lost())?;
        found.await.map_err(|_| DbError::lost())?
    }
}

async fn run(db: Db, mut receiver: mpsc::Receiver<Waiting>) {
    let lane = db.lane();
    let mut gathered: Vec<Waiting> = Vec::with_capacity(LARGEST);
    while gather(&mut receiver, &mut gathered, LARGEST).await > 0 {
        let mut sessions: Vec<_> = gathered.iter().map(|(claims, _)| claims.session()).collect();
        sessions.sort_unstable();
        sessions.dedup();
        match queries::living_sessions(&lane, &sessions).await {
            Ok(found) => {
                for (claims, done) in gathered.drain(..) {
                    let caller = found
                        .iter()
                        .find(|living| living.is_of(&claims))
                        .map(|living| living.caller);
                    let _ = done.send(Ok(caller));
                }
            }
            Err(error) if error.is_unavailable() => {
                gathered
                    .drain(..)
                    .for_each(|(_, done)| drop(done.send(Err(DbError::lost()))));
            }
            Err(error) => {
                tracing::error!(%error, "sessions were not read");
                gathered
                    .drain(..)
                    .for_each(|(_, done)| drop(done.send(Err(DbError::missing_row()))));
            }
        }
    }
}
