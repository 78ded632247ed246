//! POST /consultants/{id}/archive

use crate::{
    extract::{Auth, IdempotencyKey, IfMatch, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{directory::consultants::queries::Consultant, kernel::ConsultantId, lifecycle};
use std::ops::ControlFlow;

/// Archive a consultant
///
/// It is in no list, no search and no new match any more; what rests on it stays. Archived already, it stays so.
#[utoipa::path(
    post, path = "/consultants/{id}/archive", operation_id = "archive_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Stale)
)]
pub async fn archive_consultant(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let (write_grant, read) = (auth.grant()?, auth.grant()?);
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let changed =
        lifecycle::consultants::archive(&mut write.tx, write_grant, read, id, true, &expected, &origin).await?;
    write.finish(Reply::ok(&changed)?.tagged(changed.version())).await
}
