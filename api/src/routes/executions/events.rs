//! GET /executions/{id}/events

use crate::{
    extract::{Auth, Path, RequestContext, auth::ask_again},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    state::App,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse, Response,
        sse::{self, KeepAlive, Sse},
    },
};
use futures::stream;
use serde::Serialize;
use shared::{
    jobs::{
        Event, Execution, Status,
        queries::{Story, story},
    },
    kernel::{ExecutionId, Locale},
};
use std::{collections::VecDeque, convert::Infallible, time::Duration};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Instant,
};

/// A stream looks at the ledger this often even when no change was heard: a dead Redis costs latency, nothing else.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Whether to look again.
pub(super) enum Change {
    /// A change was heard, or might have been missed.
    Perhaps,
    /// The time is up, or the process ends.
    None,
}

/// Waits until the execution may have changed.
pub(super) async fn wait_for_change(
    app: &App,
    changes: &mut Receiver<ExecutionId>,
    id: ExecutionId,
    deadline: Instant,
) -> Change {
    let look_again = Instant::now() + LOOK_AGAIN;
    if Instant::now() >= deadline {
        return Change::None;
    }
    loop {
        tokio::select! {
            heard = changes.recv() => match heard {
                Ok(changed) if changed == id => return Change::Perhaps,
                Ok(_) => {}
                Err(RecvError::Lagged(_)) => return Change::Perhaps,
                // Nobody will tell: the clock alone wakes us.
                Err(RecvError::Closed) => {
                    tokio::time::sleep_until(look_again.min(deadline)).await;
                    return if Instant::now() >= deadline { Change::None } else { Change::Perhaps };
                }
            },
            () = tokio::time::sleep_until(look_again) => return Change::Perhaps,
            () = tokio::time::sleep_until(deadline) => return Change::None,
            () = app.stopping.cancelled() => return Change::None,
        }
    }
}

/// What an event of the stream says.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StreamEvent<'a> {
    /// Of which execution.
    execution_id: ExecutionId,
    /// What happened.
    #[serde(flatten)]
    event: &'a Event,
    /// What came of it; with the last event only.
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<&'a serde_json::Value>,
    /// What went wrong; with the last event only.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_code: Option<&'a str>,
    /// In words; with the last event only.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_message: Option<&'a str>,
}

/// Follow an execution
///
/// Server-sent events: `status` when the status changed, else `progress`; `id` is the event's number. After a break the browser sends
/// `Last-Event-ID`, and the stream goes on from there. It closes after the last event, and within seconds when its caller's token is good no more;
/// who comes back after the last event gets 204, which ends an EventSource for good.
#[utoipa::path(
    get, path = "/executions/{id}/events", operation_id = "follow_execution", tag = "executions",
    params(("id" = Uuid, Path, description = "The execution"), ("Last-Event-ID" = Option<i64>, Header, description = "The last event seen")),
    responses((status = 200, description = "The events", body = StreamEvent, content_type = "text/event-stream"), (status = 204, description = "It has ended, and its last event was seen"), Forbidden, NotFound)
)]
pub async fn follow_execution(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ExecutionId>,
    headers: HeaderMap,
    context: RequestContext,
) -> Result<Response, Problem> {
    let last = last_seen(&headers)?;
    let changes = app.changes.subscribe();
    let found = story(app.db.pool(), auth.grant()?, id)
        .await?
        .ok_or(Problem::NotFound("execution"))?;
    let newest = found.events.last().map_or(0, |event| event.seq);
    if found.execution.status.is_terminal() && last >= newest {
        // An EventSource that is told so does not come back (HTML, 9.2).
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let mut follower = Follower {
        app,
        headers,
        locale: context.locale,
        id,
        changes,
        // Whoever claims to have seen more than there is still hears of what comes.
        last: last.min(newest),
        status: None,
        waiting: VecDeque::new(),
        is_over: false,
    };
    follower.gather(found);
    let events = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((Ok::<_, Infallible>(event), follower))
    });
    let keep_alive = KeepAlive::new().interval(Duration::from_secs(15)).text("still here");
    // nginx and its like would hold events back until a buffer is full.
    let unbuffered = [("x-accel-buffering", "no")];
    Ok((unbuffered, Sse::new(events).keep_alive(keep_alive)).into_response())
}

/// The event that the client saw last; an empty header says as much as none (HTML, 9.2: a stream that reset its id).
fn last_seen(headers: &HeaderMap) -> Result<i64, Problem> {
    let invalid = || Problem::InvalidHeader("Last-Event-ID");
    let Some(value) = headers.get("last-event-id") else {
        return Ok(0);
    };
    match value.to_str().map_err(|_| invalid())?.trim() {
        "" => Ok(0),
        seq => seq.parse().map_err(|_| invalid()),
    }
}

struct Follower {
    app: App,
    /// What its caller came with: each look asks anew who that is.
    headers: HeaderMap,
    locale: Locale,
    id: ExecutionId,
    changes: Receiver<ExecutionId>,
    /// The last event that was sent.
    last: i64,
    /// The status that the last event told.
    status: Option<Status>,
    waiting: VecDeque<sse::Event>,
    is_over: bool,
}

impl Follower {
    /// Queues what the client has not seen.
    fn gather(&mut self, story: Story) {
        let story = story.spoken(self.locale);
        for event in &story.events {
            if event.seq > self.last {
                self.waiting.push_back(encode(&story.execution, event, self.status));
                self.last = event.seq;
            }
            self.status = Some(event.status);
        }
        self.is_over = story.execution.status.is_terminal();
    }

    async fn next(&mut self) -> Option<sse::Event> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            if self.is_over {
                return None;
            }
            let never = Instant::now() + Duration::from_secs(86_400);
            if let Change::None = wait_for_change(&self.app, &mut self.changes, self.id, never).await {
                return None;
            }
            match look(&self.app, &self.headers, self.id).await {
                Ok(Some(story)) => self.gather(story),
                // The database is away for a moment: the client's connection outlives that.
                Err(problem @ (Problem::Unavailable | Problem::Internal(_))) => {
                    tracing::warn!(code = problem.code(), "a stream could not read its execution");
                    tokio::time::sleep(LOOK_AGAIN).await;
                }
                // The execution is gone, or is not this caller's to follow any more.
                Ok(None) | Err(_) => return None,
            }
        }
    }
}

/// Another look at an execution, by whoever the caller is by now.
pub(super) async fn look(app: &App, headers: &HeaderMap, id: ExecutionId) -> Result<Option<Story>, Problem> {
    let auth = ask_again(app, headers).await?;
    Ok(story(app.db.pool(), auth.grant()?, id).await?)
}

fn encode(execution: &Execution, event: &Event, before: Option<Status>) -> sse::Event {
    let is_last = event.status.is_terminal();
    let data = StreamEvent {
        execution_id: execution.id,
        event,
        result: execution.result.as_ref().filter(|_| is_last),
        error_code: execution.error_code.as_deref().filter(|_| is_last),
        error_message: execution.error_message.as_deref().filter(|_| is_last),
    };
    let name = if before == Some(event.status) {
        "progress"
    } else {
        "status"
    };
    let json = serde_json::to_string(&data).unwrap_or_default();
    sse::Event::default().id(event.seq.to_string()).event(name).data(json)
}
