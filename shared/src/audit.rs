//! The audit log, append-only: who did what to which object, from where. Never a secret, never a CV's text.
//!
//! Owns: audit_log

use crate::{
    archive::Series,
    db::{
        Db, DbError, Monthly, Tx,
        paging::{List, page_of},
    },
    kernel::{Actor, CompanyId, Cursor, ExecutionId, Grant, Listed, Page, Role, UserId, permissions::AuditRead},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{PgPool, Postgres, QueryBuilder};

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

/// One of many objects to which the same was done.
#[derive(Debug)]
pub struct Touched {
    /// Which.
    pub object_id: String,
    /// Whose it is.
    pub company_id: Option<CompanyId>,
    /// As it was, without secrets.
    pub before: Option<Value>,
    /// As it is now, without secrets.
    pub after: Option<Value>,
}

/// Writes a line for each object, in one statement.
///
/// # Errors
/// The database failed.
pub async fn record_all(
    tx: &mut Tx,
    actor: Actor,
    (action, object_kind): (&'static str, &'static str),
    touched: Vec<Touched>,
    origin: &Origin,
) -> Result<(), DbError> {
    let now = tx.now();
    let companies: Vec<Option<i64>> = touched.iter().map(|t| t.company_id.map(|c| c.0)).collect();
    let mut ids = Vec::with_capacity(touched.len());
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for one in touched {
        ids.push(one.object_id);
        before.push(one.before);
        after.push(one.after);
    }
    sqlx::query!(
        r#"INSERT INTO audit_log (company_id, actor_id, actor_role, action, object_kind, object_id, request_id, address, before, after, at, api_key_id)
        SELECT t.company_id, $1, $2, $3, $4, t.object_id, $5, $6, t.before, t.after, $7, $8
        FROM unnest($9::bigint[], $10::text[], $11::jsonb[], $12::jsonb[]) AS t (company_id, object_id, before, after)"#,
        actor.user_id.0,
        actor.role as _,
        action,
        object_kind,
        origin.request_id,
        origin.address,
        now,
        origin.api_key,
        &companies as &[Option<i64>],
        &ids,
        &before as &[Option<Value>],
        &after as &[Option<Value>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes what the system did in an execution, which says who ordered it.
///
/// # Errors
/// The database failed.
pub async fn by_execution(
    tx: &mut Tx,
    execution: ExecutionId,
    action: &'static str,
    (object_kind, object_id, company_id): (&'static str, String, Option<CompanyId>),
    (before, after): (Option<Value>, Option<Value>),
) -> Result<(), DbError> {
    let mut after = after.unwrap_or_else(|| json!({}));
    after["execution_id"] = json!(execution);
    let entry = Entry {
        actor: None,
        action,
        object_kind,
        object_id,
        company_id,
        before,
        after: Some(after),
        origin: &Origin::default(),
    };
    record(tx, entry).await
}

/// One line of the log, as an admin reads it.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct AuditLine {
    /// Its number.
    pub id: i64,
    /// Whose the object is.
    pub company_id: Option<CompanyId>,
    /// Who; null for the system.
    pub actor_id: Option<UserId>,
    /// As what.
    pub actor_role: Option<Role>,
    /// The API key that the request came with.
    pub api_key_id: Option<i64>,
    /// What, as a verb.
    #[schema(example = "update")]
    pub action: String,
    /// To what.
    #[schema(example = "consultant")]
    pub object_kind: String,
    /// Which.
    pub object_id: Option<String>,
    /// The request's id, which is in the logs too.
    pub request_id: Option<String>,
    /// From where.
    pub address: Option<String>,
    /// As it was.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Value>>)]
    pub before: Option<Value>,
    /// As it is now.
    #[schema(value_type = Option<std::collections::BTreeMap<String, Value>>)]
    pub after: Option<Value>,
    /// When.
    pub at: DateTime<Utc>,
}

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// By this user.
    pub actor_id: Option<UserId>,
    /// Of this company's objects.
    pub company_id: Option<CompanyId>,
    /// This verb.
    pub action: Option<String>,
    /// Of such objects.
    pub object_kind: Option<String>,
    /// Of this one.
    pub object_id: Option<String>,
    /// At this instant or later.
    pub from: Option<DateTime<Utc>>,
    /// Before this instant.
    pub to: Option<DateTime<Utc>>,
}

/// Lines of the log, newest first, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    _grant: Grant<AuditRead>,
    filter: &Filter,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<AuditLine>, DbError> {
    let list = List::by_id(
        "SELECT l.id, l.company_id, l.actor_id, l.actor_role, l.api_key_id, l.action, l.object_kind, l.object_id, l.request_id, l.address, \
         l.before, l.after, l.at",
        " FROM audit_log l WHERE true",
        "l",
        true,
    );
    let conditions = |query: &mut QueryBuilder<Postgres>| push_conditions(query, filter);
    page_of(&mut *pool.acquire().await?, list, false, conditions, after, page).await
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter {
        actor_id,
        company_id,
        action,
        object_kind,
        object_id,
        from,
        to,
    } = filter;
    if let Some(id) = actor_id {
        query.push(" AND actor_id = ").push_bind(*id);
    }
    if let Some(id) = company_id {
        query.push(" AND company_id = ").push_bind(*id);
    }
    for (column, value) in [
        ("action", action),
        ("object_kind", object_kind),
        ("object_id", object_id),
    ] {
        if let Some(value) = value {
            query.push(format_args!(" AND {column} = ")).push_bind(value.clone());
        }
    }
    if let Some(from) = from {
        query.push(" AND at >= ").push_bind(*from);
    }
    if let Some(to) = to {
        query.push(" AND at < ").push_bind(*to);
    }
}

/// The log's months.
pub const AUDIT: Series = Series {
    months: Monthly {
        table: "audit_log",
        id_type: "bigint",
        before_first: "0",
    },
    folder: "audit",
};

/// Makes the partitions of `months` calendar months from this one on; those that stand are left alone.
///
/// # Errors
/// The database failed.
pub async fn ensure_partitions(db: &Db, months: i32) -> Result<(), DbError> {
    sqlx::query!("SELECT ensure_audit_log_partitions($1, $2)", db.clock().now(), months)
        .execute(db.pool())
        .await?;
    Ok(())
}
