//! Idempotency keys: the same key and body answer with the same response, however many arrive at once.
//!
//! The key's row is inserted first in the request's own transaction. An equal concurrent request therefore waits on the unique
//! index until the first one commits, then finds its answer; if the first rolls back, the second proceeds as if it were first.
//!
//! Owns: idempotency_keys

use crate::db::{DbError, Tx};
use serde_json::Value;

/// A key belongs to a caller and a route.
#[derive(Debug, Clone)]
pub struct Key {
    /// Who: `user:7`.
    pub caller: String,
    /// Method and route.
    pub route: String,
    /// The header's value, 1-255 characters.
    pub key: String,
    /// Stands for the request's content (of a multipart body: its fields and the file's hash), sealed with our key.
    pub request_hash: Vec<u8>,
    /// The same, sealed with the keys from before a rotation.
    pub older_hashes: Vec<Vec<u8>>,
}

/// The response that a key answers with.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Location` and the like.
    pub headers: Value,
    /// JSON body.
    pub body: Value,
}

/// What became of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Begun {
    /// Nobody used it: go on, then [`remember`] the answer in the same transaction.
    Fresh,
    /// The same request was answered before.
    Replay(Answer),
    /// The key was used with another content.
    Mismatch,
}

/// Takes the key for this transaction, or finds what it answered before. A key older than 24 h counts as unused.
///
/// # Errors
/// The database failed.
pub async fn begin(tx: &mut Tx, key: &Key) -> Result<Begun, DbError> {
    let now = tx.now();
    let taken = sqlx::query!(
        r#"INSERT INTO idempotency_keys (caller, route, key, request_hash, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (caller, route, key) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, headers = NULL, body = NULL,
            created_at = excluded.created_at
            WHERE idempotency_keys.created_at < $5 - interval '24 hours'"#,
        key.caller,
        key.route,
        key.key,
        key.request_hash,
        now,
    )
    .execute(tx.conn())
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(Begun::Fresh);
    }
    let found = sqlx::query!(
        "SELECT request_hash, status, headers, body FROM idempotency_keys WHERE caller = $1 AND route = $2 AND key = $3",
        key.caller,
        key.route,
        key.key,
    )
    .fetch_one(tx.conn())
    .await?;
    if found.request_hash != key.request_hash && !key.older_hashes.contains(&found.request_hash) {
        return Ok(Begun::Mismatch);
    }
    Ok(Begun::Replay(Answer {
        status: found.status.and_then(|s| u16::try_from(s).ok()).unwrap_or(200),
        headers: found.headers.unwrap_or_default(),
        body: found.body.unwrap_or_default(),
    }))
}

/// Stores the answer beside the work that it answers for.
///
/// # Errors
/// The database failed.
pub async fn remember(tx: &mut Tx, key: &Key, answer: &Answer) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE idempotency_keys SET status = $4, headers = $5, body = $6 WHERE caller = $1 AND route = $2 AND key = $3",
        key.caller,
        key.route,
        key.key,
        i16::try_from(answer.status).unwrap_or(200),
        answer.headers,
        answer.body,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets keys older than 24 h.
///
/// # Errors
/// The database failed.
pub async fn drop_expired(db: &crate::db::Db) -> Result<u64, DbError> {
    let before = db.clock().now() - chrono::Duration::hours(24);
    let done = sqlx::query!("DELETE FROM idempotency_keys WHERE created_at < $1", before)
        .execute(db.pool())
        .await?;
    Ok(done.rows_affected())
}
