//! The audit log, append-only: who did what to which object, from where. Never a secret, never a CV's text.
//!
//! Owns: audit_log

use crate::{
    db::{DbError, Tx},
    kernel::{Actor, CompanyId},
};
use serde::Serialize;
use serde_json::Value;

/// From where a request came.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Its id, which is in the logs too.
    pub request_id: Option<String>,
    /// The peer's address.
    pub address: Option<String>,
    /// W3C traceparent, carried on by the jobs that the request makes necessary.
    pub trace: Option<String>,
    /// The API key that it came with; the actor is then who made the key.
    pub api_key: Option<i64>,
}

/// One line of the log.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Who; none for the system.
    pub actor: Option<Actor>,
    /// What, as a verb: `create`, `update`, `delete`, `read`, `log_in`.
    pub action: &'static str,
    /// To what: `consultant`, `resume`, `session`.
    pub object_kind: &'static str,
    /// Which.
    pub object_id: String,
    /// Whose the object is.
    pub company_id: Option<CompanyId>,
    /// As it was, without secrets.
    pub before: Option<Value>,
    /// As it is now, without secrets.
    pub after: Option<Value>,
    /// From where.
    pub origin: &'a Origin,
}

/// Writes the line into the transaction of what it tells.
///
/// # Errors
/// The database failed.
pub async fn record(tx: &mut Tx, entry: Entry<'_>) -> Result<(), DbError> {
    let now = tx.now();
    let Entry {
        actor,
        action,
        object_kind,
        object_id,
        company_id,
        before,
        after,
        origin,
    } = entry;
    sqlx::query!(
        r#"INSERT INTO audit_log (company_id, actor_id, actor_role, action, object_kind, object_id, request_id, address, before, after, at, api_key_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"#,
        company_id.map(|c| c.0),
        actor.map(|a| a.user_id.0),
        actor.map(|a| a.role) as _,
        action,
        object_kind,
        object_id,
        origin.request_id,
        origin.address,
        before,
        after,
        now,
        origin.api_key,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what a caller did to an object, with the object as it was and as it is.
///
/// # Errors
/// The database failed.
pub async fn changed<T: Serialize>(
    tx: &mut Tx,
    actor: Actor,
    action: &'static str,
    object: (&'static str, i64, Option<CompanyId>),
    versions: (Option<&T>, Option<&T>),
    origin: &Origin,
) -> Result<(), DbError> {
    let json = |version: Option<&T>| version.and_then(|v| serde_json::to_value(v).ok());
    let (object_kind, id, company_id) = object;
    let entry = Entry {
        actor: Some(actor),
        action,
        object_kind,
        object_id: id.to_string(),
        company_id,
        before: json(versions.0),
        after: json(versions.1),
        origin,
    };
    record(tx, entry).await
}
