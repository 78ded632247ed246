//! How many executions of a kind may run at once, over all workers: other people's servers are protected here, not per process.
//!
//! A limit without a company holds for the kind; one with a company holds for that company's executions of it. Both count. They are checked
//! in the transaction that claims, under an advisory lock of the kind, so that two workers never take the last place together; a
//! limit that was just lowered lets what runs finish.
//!
//! Owns: execution_limits

use super::{
    store,
    terms::{Claimed, Claimer, Known, Wanted},
};
use crate::{
    audit::{self, Entry, Origin},
    db::{Db, DbError, Tx},
    kernel::{CompanyId, Grant, permissions::QueueOperate},
};
use serde::Serialize;
use serde_json::json;
use sqlx::PgPool;

/// A limit as an operator sees it.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Limit {
    /// The job kind.
    #[schema(example = "n8n_workflow")]
    pub kind: String,
    /// Only of this company's executions; of all when null.
    pub company_id: Option<CompanyId>,
    /// At once, over all workers; 0 lets none start.
    pub max_running: i32,
}

/// Every limit.
///
/// # Errors
/// The database failed.
pub async fn list(pool: &PgPool, _grant: Grant<QueueOperate>) -> Result<Vec<Limit>, DbError> {
    Ok(sqlx::query_as!(
        Limit,
        r#"SELECT kind, company_id AS "company_id: CompanyId", max_running FROM execution_limits ORDER BY kind, company_id NULLS FIRST"#
    )
    .fetch_all(pool)
    .await?)
}

/// Sets a limit, or removes it when `max_running` is none.
///
/// # Errors
/// The company does not exist, or the database failed.
pub async fn set(
    tx: &mut Tx,
    grant: Grant<QueueOperate>,
    kind: &str,
    company_id: Option<CompanyId>,
    max_running: Option<i32>,
    origin: &Origin,
) -> Result<(), DbError> {
    let company = company_id.map(|c| c.0);
    let before = sqlx::query_scalar!(
        "SELECT max_running FROM execution_limits WHERE kind = $1 AND company_id IS NOT DISTINCT FROM $2 FOR UPDATE",
        kind,
        company
    )
    .fetch_optional(tx.conn())
    .await?;
    match max_running {
        Some(max) => {
            sqlx::query!(
                "INSERT INTO execution_limits (kind, company_id, max_running) VALUES ($1, $2, $3)
                 ON CONFLICT (kind, company_id) DO UPDATE SET max_running = excluded.max_running",
                kind,
                company,
                max
            )
            .execute(tx.conn())
            .await?;
        }
        None => {
            sqlx::query!(
                "DELETE FROM execution_limits WHERE kind = $1 AND company_id IS NOT DISTINCT FROM $2",
                kind,
                company
            )
            .execute(tx.conn())
            .await?;
        }
    }
    if let Some(company) = company {
        store::draw_line(tx, kind, company, max_running.is_some()).await?;
    }
    let entry = Entry {
        actor: Some(grant.actor()),
        action: "set",
        object_kind: "limit",
        object_id: kind.to_owned(),
        company_id,
        before: before.map(|n| json!({ "max_running": n })),
        after: max_running.map(|n| json!({ "max_running": n })),
        origin,
    };
    audit::record(tx, entry).await
}

/// The kinds that have any limit: what a worker must claim with care.
///
/// # Errors
/// The database failed.
pub async fn kinds(pool: &PgPool) -> Result<Vec<String>, DbError> {
    Ok(
        sqlx::query_scalar!("SELECT DISTINCT kind FROM execution_limits ORDER BY kind")
            .fetch_all(pool)
            .await?,
    )
}

/// Whether a living worker or a limit knows a kind.
///
/// # Errors
/// The database failed.
pub async fn is_known(pool: &PgPool, kind: &str) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM execution_limits WHERE kind = $1)
            OR EXISTS (SELECT FROM workers w, unnest(w.knows) known WHERE split_part(known, '@', 1) = $1) AS "is_known!""#,
        kind
    )
    .fetch_one(pool)
    .await?)
}

/// The kinds of which no more may start now: nobody rings for them.
///
/// # Errors
/// The database failed.
pub async fn full(db: &Db) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT l.kind FROM execution_limits l
         WHERE l.company_id IS NULL AND (SELECT count(*) FROM executions e WHERE e.kind = l.kind AND e.status = 'running') >= l.max_running"
    )
    .fetch_all(db.ledger())
    .await?)
}

/// What may still start of a kind.
struct Room {
    /// Of the kind as a whole; none when only companies have limits.
    left: Option<i64>,
    /// Some company has a limit of its own.
    by_company: bool,
    /// Companies at theirs.
    full: Vec<i64>,
}

async fn room(tx: &mut Tx, kind: &str) -> Result<Room, DbError> {
    let rows = sqlx::query!(
        r#"SELECT l.company_id, l.max_running - count(e.id) AS "left!"
        FROM execution_limits l
        LEFT JOIN executions e ON e.kind = l.kind AND e.status = 'running' AND (l.company_id IS NULL OR e.company_id = l.company_id)
        WHERE l.kind = $1 GROUP BY l.id"#,
        kind
    )
    .fetch_all(tx.conn())
    .await?;
    let mut room = Room {
        left: None,
        by_company: false,
        full: Vec::new(),
    };
    for row in rows {
        match row.company_id {
            None => room.left = Some(row.left),
            Some(company) => {
                room.by_company = true;
                if row.left <= 0 {
                    room.full.push(company);
                }
            }
        }
    }
    Ok(room)
}

/// Claims as many of a limited kind as its limits allow.
pub(super) async fn claim_within(
    db: &Db,
    by: &Claimer,
    known: &Known,
    limit: i64,
    served: &[i64],
) -> Result<Vec<Claimed>, DbError> {
    let mut tx = db.begin().await?;
    tx.plan_by_index().await?;
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('execution_limits:' || $1, 0))",
        known.kind
    )
    .execute(tx.conn())
    .await?;
    let kinds = [known.name()];
    let mut claimed: Vec<Claimed> = Vec::new();
    loop {
        let open = limit - i64::try_from(claimed.len()).unwrap_or(limit);
        let room = room(&mut tx, &known.kind).await?;
        let mut take = room.left.map_or(open, |left| left.min(open));
        if take <= 0 {
            break;
        }
        // One at a time where companies have limits: each claim may fill one.
        if room.by_company {
            take = 1;
        }
        let wanted = Wanted {
            queue: known.queue,
            kinds: &kinds,
            limit: take,
            served,
            not_of: &room.full,
        };
        let more = store::claim(tx.conn(), by, &wanted).await?;
        let found = i64::try_from(more.len()).unwrap_or(take);
        claimed.extend(more);
        if found < take {
            break;
        }
    }
    tx.commit().await?;
    Ok(claimed)
}
