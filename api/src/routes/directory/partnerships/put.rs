//! PUT and PATCH /partnerships/{id}

use super::fields::PartnershipFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale, WrongState},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::partnerships::{
        queries::{self, Partnership},
        usecases,
    },
    kernel::PartnershipId,
};

/// Change a partnership
///
/// The initiator changes what is not answered yet; later it is 409.
#[utoipa::path(
    method(put, patch), path = "/partnerships/{id}", operation_id = "put_partnership", tag = "partnerships",
    params(("id" = i64, Path, description = "The partnership")), request_body = PartnershipFields,
    responses((status = 200, description = "The partnership", body = Partnership), Forbidden, NotFound, Invalid, Stale, WrongState)
)]
pub async fn put_partnership(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<PartnershipId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<PartnershipFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let changes = body.changes(&mut noted);
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.composed(changed.version()))
}
