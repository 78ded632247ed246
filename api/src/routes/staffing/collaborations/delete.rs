//! DELETE /collaborations/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale, WrongState},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{kernel::CollaborationId, staffing::collaborations::usecases};

/// Remove a collaboration
///
/// A draft or a cancelled one; what has begun is history: 409.
#[utoipa::path(
    delete, path = "/collaborations/{id}", operation_id = "delete_collaboration", tag = "collaborations",
    params(("id" = i64, Path, description = "The collaboration")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, WrongState, Stale)
)]
pub async fn delete_collaboration(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CollaborationId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
