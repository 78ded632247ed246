//! PUT and PATCH /collaborations/{id}

use super::fields::CollaborationFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    aggregate,
    kernel::{CollaborationId, FaultKind},
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
pub async fn put_collaboration(request: Amending<CollaborationId, CollaborationFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| aggregate::one(app.db.pool(), grant, id).await,
            async |tx, by, id, body, noted| {
                // It stays that match's.
                if body.match_id.is_given() {
                    noted.add("match_id", FaultKind::NotYours);
                }
                let status = body.status.map(|status| status.0);
                usecases::update(tx, by, id, status, body.changes()).await
            },
        )
        .await
}
