//! PUT and PATCH /collaborations/{id}

use super::fields::CollaborationFields;
use crate::{
    extract::{Auth, IfMatch, Json, Path, RequestOrigin},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::CollaborationId,
    staffing::collaborations::{queries::Collaboration, usecases},
};

/// Change a collaboration
///
/// Fields given are set, null clears, absent ones stay; `status` moves it, or answers 409 naming the states that may follow.
#[utoipa::path(
    method(put, patch), path = "/collaborations/{id}", operation_id = "put_collaboration", tag = "collaborations",
    params(("id" = i64, Path, description = "The collaboration")), request_body = CollaborationFields,
    responses((status = 200, description = "The collaboration", body = Collaboration), Forbidden, NotFound, Invalid, Stale, ExistsOrWrongState)
)]
pub async fn put_collaboration(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CollaborationId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<CollaborationFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let (status, changes) = body.changes()?;
    let mut tx = app.db.begin().await?;
    let changed = usecases::update(&mut tx, grant, id, status, changes, expected, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
