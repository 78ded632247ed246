//! GET /readyz

use crate::{problem::Problem, reply::Reply, state::App};
use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use shared::{db::Schema, redis_conn};
use std::time::Duration;

/// How a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// It answers.
    Up,
    /// It does not.
    Down,
    /// It was not configured.
    Absent,
    /// It answers, with a schema that this build does not know or that is behind.
    Foreign,
}

/// The process and its parts.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Readiness {
    /// `ready`, `degraded`, `draining` (it was told to stop, and still answers) or `unready`.
    #[schema(example = "ready")]
    status: &'static str,
    /// A part that one can do without for a while is away.
    degraded: bool,
    /// The ledger: without it nothing works.
    database: PartState,
    /// The bell: without it executions start later.
    redis: PartState,
    /// Uploaded files.
    file_store: PartState,
    /// The model: without it search is lexical.
    embedder: PartState,
    /// The workflow engine: without it its work waits, or is done by our own rules.
    n8n: PartState,
}

/// Can the process serve
///
/// 503 without Postgres, with a foreign schema, or once it was told to stop; else 200, `degraded` where another part is away.
#[utoipa::path(
    get, path = "/readyz", operation_id = "readyz", tag = "health", security(()),
    responses((status = 200, description = "It can", body = Readiness), (status = 503, description = "It cannot", body = Readiness))
)]
pub async fn readyz(State(app): State<App>) -> Result<Reply, Problem> {
    let patience = Duration::from_secs(2);
    let mut redis = app.redis.clone();
    let (schema, redis, files, n8n) = tokio::join!(
        tokio::time::timeout(patience, app.db.schema()),
        redis_conn::answers(&mut redis),
        tokio::time::timeout(patience, app.files.ready()),
        workflows(&app, patience),
    );
    let database = match schema {
        Ok(Ok(Schema::Known)) => PartState::Up,
        Ok(Ok(Schema::Behind | Schema::Foreign)) => PartState::Foreign,
        Ok(Err(_)) | Err(_) => PartState::Down,
    };
    let up = |is_up| if is_up { PartState::Up } else { PartState::Down };
    let (redis, file_store) = (up(redis), up(matches!(files, Ok(Ok(())))));
    let is_draining = app.draining.is_cancelled();
    let is_ready = database == PartState::Up && !is_draining;
    let degraded = [redis, file_store, n8n].contains(&PartState::Down);
    let readiness = Readiness {
        status: match (is_ready, degraded) {
            (false, _) if is_draining => "draining",
            (false, _) => "unready",
            (true, true) => "degraded",
            (true, false) => "ready",
        },
        degraded,
        database,
        redis,
        file_store,
        embedder: if app.embedder.model().is_some() {
            PartState::Up
        } else {
            PartState::Absent
        },
        n8n,
    };
    let mut reply = Reply::ok(&readiness)?;
    if !is_ready {
        reply.status = StatusCode::SERVICE_UNAVAILABLE;
    }
    Ok(reply)
}

async fn workflows(app: &App, patience: Duration) -> PartState {
    let Some(engine) = &app.workflows else {
        return PartState::Absent;
    };
    match tokio::time::timeout(patience, engine.ready()).await {
        Ok(Ok(())) => PartState::Up,
        Ok(Err(_)) | Err(_) => PartState::Down,
    }
}
