//! Ending sessions.

use super::{of_session, store};
use crate::{
    audit::{self, Origin},
    db::{Db, DbError, Refused},
    identity::{Caller, SessionId, domain::MEMORY},
};

/// Ends the caller's session: its access, opaque and refresh tokens are refused from now on. A machine's key has none.
///
/// # Errors
/// The database failed.
pub async fn log_out(db: &Db, caller: Caller, origin: &Origin) -> Result<(), DbError> {
    let Some(session) = caller.session() else {
        return Ok(());
    };
    let mut tx = db.begin().await?;
    store::revoke(&mut tx, session).await?;
    audit::record(&mut tx, of_session(caller.actor, "log_out", session, origin)).await?;
    tx.commit().await
}

/// Ends every session of the caller's.
///
/// # Errors
/// The database failed.
pub async fn log_out_everywhere(db: &Db, caller: Caller, origin: &Origin) -> Result<(), DbError> {
    let Some(session) = caller.session() else {
        return Ok(());
    };
    let mut tx = db.begin().await?;
    store::revoke_all(&mut tx, caller.actor.user_id).await?;
    audit::record(&mut tx, of_session(caller.actor, "log_out_everywhere", session, origin)).await?;
    tx.commit().await
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// [`Refused::NotFound`] when it has none of this id, or the database failed.
pub async fn revoke_session(db: &Db, caller: Caller, id: SessionId, origin: &Origin) -> Result<(), Refused> {
    let mut tx = db.begin().await?;
    if !store::revoke_own(&mut tx, id, caller.actor.user_id).await? {
        return Err(Refused::NotFound("session"));
    }
    audit::record(&mut tx, of_session(caller.actor, "revoke", id, origin)).await?;
    Ok(tx.commit().await?)
}

/// Forgets failed log-ins that no lock counts any more.
///
/// # Errors
/// The database failed.
pub async fn drop_old_failures(db: &Db) -> Result<u64, DbError> {
    store::drop_failures(db.pool(), db.clock().now() - MEMORY).await
}
