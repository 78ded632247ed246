//! POST /partnerships/{id}/end

use crate::{
    entity::Moving,
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    directory::partnerships::{domain::Move, queries::Partnership},
    kernel::PartnershipId,
    lifecycle::partnerships,
};

/// End a partnership
///
/// Either side leaves; nothing more is shown. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/partnerships/{id}/end", operation_id = "end_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn end_partnership(request: Moving<PartnershipId>) -> Result<Response, Problem> {
    request
        .answer(async |tx, by, id| partnerships::move_on(tx, by, id, Move::End).await)
        .await
}
