//! POST /queues/{name}/resume

use crate::{
    extract::{Auth, IdempotencyKey, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::jobs::{
    Queue, pause,
    queries::overview::{self, QueueState},
};

/// Resume a queue
///
/// Workers go on with the queue within a second.
#[utoipa::path(
    post, path = "/queues/{name}/resume", operation_id = "resume_queue", tag = "operations",
    params(("name" = Queue, Path, description = "The queue")),
    responses((status = 200, description = "Every queue", body = [QueueState]), Forbidden, NotFound)
)]
pub async fn resume_queue(
    State(app): State<App>,
    auth: Auth,
    Path(name): Path<String>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let queue: Queue = name.parse().map_err(|_| Problem::NotFound("queue"))?;
    let act = async {
        let mut tx = app.db.begin().await?;
        pause::resume(&mut tx, grant, queue, &origin).await?;
        tx.commit().await?;
        Reply::ok(&overview::queues(app.db.pool()).await?)
    };
    key.around(&app.db, auth, RawHash(None), act).await
}
