//! POST /consultants/{id}/unarchive

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

/// Take a consultant out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/consultants/{id}/unarchive", operation_id = "unarchive_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_consultant(
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
        lifecycle::consultants::archive(&mut write.tx, write_grant, read, id, false, &expected, &origin).await?;
    write.finish(Reply::ok(&changed)?.tagged(changed.version())).await
}
