//! POST /partnerships/{id}/accept

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

/// Accept a partnership
///
/// The partner agrees: from now on both show each other their consultants and open tenders. From a state where that is not allowed: 409 naming the allowed moves.
#[utoipa::path(
    post, path = "/partnerships/{id}/accept", operation_id = "accept_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")),
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, Conflict)
)]
pub async fn accept_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    let moved = usecases::move_on(&mut tx, grant, id, Move::Accept, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&moved)?.tagged(moved.version()))
}
