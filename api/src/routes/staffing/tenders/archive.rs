//! POST /tenders/{id}/archive

use crate::{
    extract::{Auth, IdempotencyKey, IfMatch, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{kernel::TenderId, lifecycle, staffing::tenders::queries::Tender};
use std::ops::ControlFlow;

/// Archive a tender
///
/// It is in no list, no search and no new match any more; what rests on it stays. Archived already, it stays so.
#[utoipa::path(
    post, path = "/tenders/{id}/archive", operation_id = "archive_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Stale)
)]
pub async fn archive_tender(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let (write_grant, read) = (auth.grant()?, auth.grant()?);
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let changed = lifecycle::tenders::archive(&mut write.tx, write_grant, read, id, true, &expected, &origin).await?;
    write.finish(Reply::ok(&changed)?.tagged(changed.version())).await
}
