//! POST /tenders/{id}/unarchive

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

/// Take a tender out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/tenders/{id}/unarchive", operation_id = "unarchive_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_tender(
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
    let changed = lifecycle::tenders::archive(&mut write.tx, write_grant, read, id, false, &expected, &origin).await?;
    write.finish(Reply::ok(&changed)?.tagged(changed.version())).await
}
