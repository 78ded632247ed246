//! POST /partnerships/{id}/end

use crate::{
    extract::{Auth, Path, RequestOrigin},
    openapi::refusals::{Conflict, Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::partnerships::{domain::Move, queries::Partnership, usecases},
    kernel::PartnershipId,
};

/// End a partnership
///
/// Either side leaves; nothing more is shown. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/partnerships/{id}/end", operation_id = "end_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, Conflict)
)]
pub async fn end_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    let moved = usecases::move_on(&mut tx, grant, id, Move::End, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&moved)?.tagged(moved.version()))
}
