//! PUT and PATCH /consultants/{id}

use super::fields::ConsultantFields;
use crate::{
    extract::{Auth, IfMatch, Json, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::consultants::{queries::Consultant, usecases},
    kernel::ConsultantId,
};

/// Change a consultant
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/consultants/{id}", operation_id = "put_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantFields,
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_consultant(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<ConsultantFields>,
) -> Result<Reply, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let changes = body.changes(auth.actor().company_id)?;
    let mut tx = app.db.begin().await?;
    let changed = usecases::update(&mut tx, write, read, id, changes, expected, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
