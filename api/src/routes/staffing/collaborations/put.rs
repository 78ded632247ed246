//! PUT and PATCH /collaborations/{id}

use super::fields::CollaborationFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::CollaborationId,
    staffing::collaborations::{
        queries::{self, Collaboration},
        usecases,
    },
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
    amendment: Amendment<CollaborationFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let (status, changes) = body.changes(&mut noted);
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, status, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
