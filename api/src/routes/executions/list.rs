//! GET /executions

use crate::{
    extract::{Auth, Query, RequestContext, value::Wire},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::{cursor_listing, say_language},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use shared::{
    jobs::{
        Execution, Status, Subject,
        queries::{self, Filter},
    },
    kernel::{CompanyId, ExecutionId, FaultKind, Line, UserId, Whole},
};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// A status as the query names it.
#[derive(Debug, Clone, Copy)]
pub struct StatusName(Status);

impl StatusName {
    const NAMES: &'static [&'static str] = &["queued", "running", "success", "error", "cancelled"];
}

impl Wire for StatusName {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        serde_json::from_value(value)
            .map(Self)
            .map_err(|_| FaultKind::NotOneOf(Self::NAMES))
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        Self::from_json(text.into())
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Self::NAMES.iter().copied()))
    }
}

/// `resume:42`.
#[derive(Debug, Clone)]
pub struct SubjectName(Subject);

impl Wire for SubjectName {
    fn from_json(_: Value) -> Result<Self, FaultKind> {
        Err(FaultKind::Malformed("subject"))
    }
    fn from_text(text: &str) -> Result<Self, FaultKind> {
        let parts = text
            .split_once(':')
            .and_then(|(kind, id)| Some((kind, id.parse().ok()?)))
            .filter(|(kind, _)| !kind.is_empty() && kind.bytes().all(|b| b == b'_' || b.is_ascii_lowercase()));
        parts
            .map(|(kind, id)| Self(Subject::new(kind, id)))
            .ok_or(FaultKind::Malformed("subject"))
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^[a-z_]+:[0-9]+$"))
            .examples(["resume:42"])
    }
}

query! {
    /// What to list.
    pub struct ExecutionFilter {
        /// Of one of these kinds
        kind: Vec<Line<100>>,
        /// In one of these states
        status: Vec<StatusName>,
        /// About this: `resume:42`
        subject: Option<SubjectName>,
        /// Of this company
        company_id: Option<CompanyId>,
        /// Asked for by this user
        created_by: Option<UserId>,
        /// Followed from this execution
        parent_id: Option<ExecutionId>,
        /// Created at or after
        from: Option<DateTime<Utc>>,
        /// Created before
        to: Option<DateTime<Utc>>,
        /// From the last page's `X-Next-Cursor`
        cursor: Option<ExecutionId>,
        /// Rows at most; 100 when absent
        limit: Option<Whole<1, 200>>,
    }
}

impl From<ExecutionFilter> for Filter {
    fn from(query: ExecutionFilter) -> Self {
        Self {
            kind: query.kind.iter().map(|k| k.as_str().to_owned()).collect(),
            status: query.status.into_iter().map(|s| s.0).collect(),
            subject: query.subject.map(|s| s.0),
            company_id: query.company_id,
            created_by: query.created_by,
            parent_id: query.parent_id,
            from: query.from,
            to: query.to,
            before: query.cursor,
            only: None,
        }
    }
}

/// List executions
///
/// Newest first. The next page's cursor stands in `X-Next-Cursor` and in `Link` with rel="next".
#[utoipa::path(
    get, path = "/executions", operation_id = "list_executions", tag = "executions", params(ExecutionFilter),
    responses((status = 200, description = "Executions", body = [Execution]), Forbidden, InvalidQuery)
)]
pub async fn list_executions(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<ExecutionFilter>,
) -> Result<Response, Problem> {
    let limit = query.limit.map_or(100, |n| n.get().into());
    let filter = Filter::from(query);
    // One more than asked tells whether there is a next page.
    let stories = queries::stories(app.db.pool(), auth.grant()?, &filter, limit + 1).await?;
    let spoken = stories.into_iter().map(|s| s.spoken(context.locale).execution);
    let mut rows: Vec<Execution> = spoken.collect();
    let has_more = i64::try_from(rows.len()).is_ok_and(|n| n > limit);
    if has_more {
        rows.pop();
    }
    let next = rows.last().filter(|_| has_more).map(|e| e.id.to_string());
    let mut response = cursor_listing(&rows, next, &uri)?;
    say_language(response.headers_mut(), context.locale);
    Ok(response)
}
