//! GET /executions/{id}

use super::events::{Change, look, wait_for_change};
use crate::{
    extract::{Auth, Path, Query, RequestContext},
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    query,
    reply::Reply,
    state::App,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use shared::{
    jobs::{
        Execution,
        queries::{Story, story},
    },
    kernel::{ExecutionId, Whole},
};
use std::time::Duration;
use tokio::time::Instant;

query! {
    /// How long to wait.
    pub struct Wait {
        /// Answer when it changes or ends, after so many seconds at the latest
        wait: Option<Whole<0, 60>>,
    }
}

/// Read an execution
///
/// With `?wait=30` it answers when the execution changes or ends, else after that time as it is. `ETag` is the number of its last
/// event; with `If-None-Match` it waits for a change since that one, and an unchanged one is 304.
#[utoipa::path(
    get, path = "/executions/{id}", operation_id = "get_execution", tag = "executions",
    params(("id" = Uuid, Path, description = "The execution"), Wait),
    responses((status = 200, description = "The execution", body = Execution), (status = 304, description = "It has not changed"), Forbidden, NotFound, InvalidQuery)
)]
pub async fn get_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
    headers: HeaderMap,
    context: RequestContext,
    Query(query): Query<Wait>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let missing = Problem::NotFound("execution");
    // Subscribed before the first look: a change between the look and the wait is not missed.
    let mut changes = app.changes.subscribe();
    let mut found = story(app.db.pool(), grant, id).await?.ok_or(missing.clone())?;
    let known = headers.get(header::IF_NONE_MATCH).cloned();
    let seen = known.clone().unwrap_or_else(|| tag(&found));
    let deadline = Instant::now() + Duration::from_secs(query.wait.map_or(0, |w| w.get().unsigned_abs().into()));
    while tag(&found) == seen && !found.execution.status.is_terminal() {
        match wait_for_change(&app, &mut changes, id, deadline).await {
            Change::Perhaps => found = look(&app, &headers, id).await?.ok_or(missing.clone())?,
            Change::None => break,
        }
    }
    let tag = tag(&found);
    let mut response = if known.as_ref() == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let spoken = found.spoken(context.locale).execution;
        Reply::ok(&spoken)?.spoken(context.locale).into_response()
    };
    response.headers_mut().insert(header::ETAG, tag);
    Ok(response)
}

/// The number of its last event.
fn tag(story: &Story) -> HeaderValue {
    let last = story.events.last().map_or(0, |e| e.seq);
    HeaderValue::try_from(format!("\"{last}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}
