//! PUT and PATCH /tenders/{id}

use super::fields::TenderFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::TenderId,
    staffing::tenders::{
        queries::{self, Tender},
        usecases,
    },
};

/// Change a tender
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/tenders/{id}", operation_id = "put_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderFields,
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_tender(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<TenderFields>,
) -> Result<Reply, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = app.db.read(async |conn| queries::one(conn, read, id).await).await?;
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let changes = body.changes(auth.actor().company_id, &mut noted);
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, write, read, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
