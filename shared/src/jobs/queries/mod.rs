//! Read models of executions: one, many; what an operator sees; what waits to be rung for.

mod children;
mod due;
pub mod overview;
mod standing;

pub use children::children;
pub use due::due;
pub use standing::{Standing, runs, standing};

use super::execution::{Event, Execution, Status, Subject};
use crate::{
    db::DbError,
    kernel::{CompanyId, ExecutionId, Grant, Locale, Scope, UserId, permissions::ExecutionRead},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{FromRow, PgExecutor, PgPool, Postgres, QueryBuilder};

const COLUMNS: &str = "id, kind, queue, status, priority, payload, payload_version, result, error_code, error_message, last_error, \
    attempt, max_attempts, progress, progress_message, scheduled_at, created_at, started_at, finished_at, worker, company_id, \
    created_by, subject_kind, subject_id, parent_id, retry_of, schedule, idempotency_key, trace, external_id, external_status, history";

#[derive(FromRow)]
struct Row {
    id: ExecutionId,
    kind: String,
    queue: String,
    status: Status,
    priority: i16,
    payload: Value,
    payload_version: i16,
    result: Option<Value>,
    error_code: Option<String>,
    error_message: Option<String>,
    last_error: Option<String>,
    attempt: i16,
    max_attempts: i16,
    progress: i16,
    progress_message: Option<String>,
    scheduled_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    worker: Option<String>,
    company_id: Option<i64>,
    created_by: Option<i64>,
    subject_kind: Option<String>,
    subject_id: Option<i64>,
    parent_id: Option<ExecutionId>,
    retry_of: Option<ExecutionId>,
    schedule: Option<String>,
    idempotency_key: Option<String>,
    trace: Option<String>,
    external_id: Option<String>,
    external_status: Option<String>,
    history: sqlx::types::Json<Vec<Event>>,
}

/// An execution with everything that happened to it, from one row: status and events never disagree.
#[derive(Debug, Clone)]
pub struct Story {
    /// Where it stands.
    pub execution: Execution,
    /// Every change, in order.
    pub events: Vec<Event>,
}

impl Story {
    /// What people read of it, in this language. The columns hold the English text, and the event that brought a text holds its French:
    /// rows from before there were two have the one. Words in the result are stored in both.
    #[must_use]
    pub fn spoken(mut self, locale: Locale) -> Self {
        self.execution.result.iter_mut().for_each(|result| say(result, locale));
        if locale == Locale::En {
            return self;
        }
        let french = |text: &Option<String>| {
            let text = text.as_ref()?;
            let brought = self.events.iter().rev().find(|e| e.message.as_ref() == Some(text))?;
            brought.fr.clone()
        };
        let said = [
            &self.execution.progress_message,
            &self.execution.last_error,
            &self.execution.error_message,
        ]
        .map(french);
        let [progress, last, error] = said;
        let replace = |text: &mut Option<String>, french: Option<String>| {
            if french.is_some() {
                *text = french;
            }
        };
        replace(&mut self.execution.progress_message, progress);
        replace(&mut self.execution.last_error, last);
        replace(&mut self.execution.error_message, error);
        for event in &mut self.events {
            replace(&mut event.message, event.fr.take());
        }
        self
    }
}

/// Leaves of [`Words`] this language, wherever they stand in the value.
fn say(value: &mut Value, locale: Locale) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| say(item, locale)),
        Value::Object(fields) => {
            let both = |fields: &serde_json::Map<String, Value>| {
                let text = |language| fields.get(language).and_then(Value::as_str);
                (fields.len() == 2).then(|| Some(locale.of([text("fr")?, text("en")?]).to_owned()))?
            };
            match both(fields) {
                Some(text) => *value = text.into(),
                None => fields.values_mut().for_each(|field| say(field, locale)),
            }
        }
        _ => {}
    }
}

impl TryFrom<Row> for Story {
    type Error = DbError;
    fn try_from(row: Row) -> Result<Self, DbError> {
        let queue = row.queue.parse().map_err(DbError::decode)?;
        let subject = row
            .subject_kind
            .zip(row.subject_id)
            .map(|(kind, id)| Subject { kind, id });
        Ok(Self {
            execution: Execution {
                id: row.id,
                kind: row.kind,
                queue,
                status: row.status,
                priority: row.priority,
                payload: row.payload,
                payload_version: row.payload_version,
                result: row.result,
                error_code: row.error_code,
                error_message: row.error_message,
                last_error: row.last_error,
                attempt: row.attempt,
                max_attempts: row.max_attempts,
                progress: row.progress,
                progress_message: row.progress_message,
                scheduled_at: row.scheduled_at,
                created_at: row.created_at,
                started_at: row.started_at,
                finished_at: row.finished_at,
                worker: row.worker,
                company_id: row.company_id.map(CompanyId),
                created_by: row.created_by.map(UserId),
                subject,
                parent_id: row.parent_id,
                retry_of: row.retry_of,
                schedule: row.schedule,
                idempotency_key: row.idempotency_key,
                trace: row.trace,
                external_id: row.external_id,
                external_status: row.external_status,
            },
            events: row.history.0,
        })
    }
}

/// What [`list`] filters by; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of one of these kinds; any when empty.
    pub kind: Vec<String>,
    /// In one of these states; any when empty.
    pub status: Vec<Status>,
    /// About this.
    pub subject: Option<Subject>,
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// Asked for by this user.
    pub created_by: Option<UserId>,
    /// Followed from this execution.
    pub parent_id: Option<ExecutionId>,
    /// Created at or after.
    pub from: Option<DateTime<Utc>>,
    /// Created before.
    pub to: Option<DateTime<Utc>>,
    /// Only older than this one: the cursor.
    pub before: Option<ExecutionId>,
    /// One of these.
    pub only: Option<Vec<ExecutionId>>,
}

/// One execution that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn story(
    db: impl PgExecutor<'_>,
    grant: Grant<ExecutionRead>,
    id: ExecutionId,
) -> Result<Option<Story>, DbError> {
    // A row moves from live to finished in one commit, but two statements could look at each table on the wrong side of it:
    // the view is one statement.
    let mut query = select();
    query.push(" WHERE id = ").push_bind(id);
    push_scope(&mut query, grant);
    let row: Option<Row> = query.build_query_as().fetch_optional(db).await?;
    row.map(Story::try_from).transpose()
}

/// Newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn list(
    db: impl PgExecutor<'_>,
    grant: Grant<ExecutionRead>,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Execution>, DbError> {
    let stories = stories(db, grant, filter, limit).await?;
    Ok(stories.into_iter().map(|s| s.execution).collect())
}

/// The same with everything that happened to each.
///
/// # Errors
/// The database failed.
pub async fn stories(
    db: impl PgExecutor<'_>,
    grant: Grant<ExecutionRead>,
    filter: &Filter,
    limit: i64,
) -> Result<Vec<Story>, DbError> {
    let mut query = select();
    query.push(" WHERE true");
    push_scope(&mut query, grant);
    push_filter(&mut query, filter);
    query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
    let rows: Vec<Row> = query.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(Story::try_from).collect()
}

fn select() -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM all_executions");
    query
}

fn push_scope(query: &mut QueryBuilder<Postgres>, grant: Grant<ExecutionRead>) {
    match grant.scope() {
        Scope::All => {}
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => {
            query.push(" AND company_id = ").push_bind(c);
        }
        Scope::Own(user, _) => {
            query.push(" AND created_by = ").push_bind(user);
        }
    }
}

fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter {
        kind,
        status,
        subject,
        company_id,
        created_by,
        parent_id,
        from,
        to,
        before,
        only,
    } = filter;
    match kind.as_slice() {
        [] => {}
        // One is read in order from its index.
        [one] => {
            query.push(" AND kind = ").push_bind(one.clone());
        }
        several => {
            query.push(" AND kind = ANY(").push_bind(several.to_vec()).push(")");
        }
    }
    if !status.is_empty() {
        let names: Vec<String> = status.iter().map(|s| serde_plain(*s)).collect();
        query.push(" AND status = ANY(").push_bind(names).push(")");
    }
    if let Some(s) = subject {
        query
            .push(" AND subject_kind = ")
            .push_bind(s.kind.clone())
            .push(" AND subject_id = ")
            .push_bind(s.id);
    }
    if let Some(c) = company_id {
        query.push(" AND company_id = ").push_bind(*c);
    }
    if let Some(u) = created_by {
        query.push(" AND created_by = ").push_bind(*u);
    }
    if let Some(p) = parent_id {
        query.push(" AND parent_id = ").push_bind(*p);
    }
    if let Some(from) = from {
        query.push(" AND created_at >= ").push_bind(*from);
    }
    if let Some(to) = to {
        query.push(" AND created_at < ").push_bind(*to);
    }
    if let Some(before) = before {
        query.push(" AND id < ").push_bind(*before);
    }
    if let Some(only) = only {
        let ids: Vec<uuid::Uuid> = only.iter().map(|id| id.0).collect();
        query.push(" AND id = ANY(").push_bind(ids).push(")");
    }
}

fn serde_plain(status: Status) -> String {
    match status {
        Status::Queued => "queued",
        Status::Running => "running",
        Status::Success => "success",
        Status::Error => "error",
        Status::Cancelled => "cancelled",
    }
    .to_owned()
}

/// True while an execution of this kind about this subject is queued or running.
///
/// # Errors
/// The database failed.
pub async fn is_live(pool: &PgPool, kind: &str, subject: &Subject) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM executions WHERE subject_kind = $1 AND subject_id = $2 AND kind = $3) AS "live!""#,
        subject.kind,
        subject.id,
        kind,
    )
    .fetch_one(pool)
    .await?)
}
