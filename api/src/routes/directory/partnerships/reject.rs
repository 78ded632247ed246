//! POST /partnerships/{id}/reject

use crate::{
    extract::{Auth, IdempotencyKey, IfMatch, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    directory::partnerships::{domain::Move, queries::Partnership},
    kernel::PartnershipId,
    lifecycle::partnerships,
};
use std::ops::ControlFlow;

/// Reject a partnership
///
/// The partner declines. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/partnerships/{id}/reject", operation_id = "reject_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn reject_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let moved = partnerships::move_on(&mut write.tx, grant, id, Move::Reject, &expected, &origin).await?;
    write.finish(Reply::ok(&moved)?.composed(moved.version())).await
}
