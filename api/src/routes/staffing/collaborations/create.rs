//! POST /collaborations

use super::fields::NewCollaborationFields;
use crate::{
    entity::{Making, Says},
    extract::{body::New, value::OneOf},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    kernel::{Change, FaultKind},
    staffing::collaborations::{domain::CollaborationStatus, queries::Collaboration, usecases},
};

/// Make a collaboration
///
/// A draft, made from an accepted match. Of one match no two run at the same time.
#[utoipa::path(
    post, path = "/collaborations", operation_id = "create_collaboration", tag = "collaborations", request_body = NewCollaborationFields,
    responses((status = 201, description = "The collaboration", body = Collaboration), Forbidden, Invalid, ExistsOrWrongState)
)]
pub async fn create_collaboration(request: Making<NewCollaborationFields>) -> Result<Response, Problem> {
    let currency = request.app.currency.clone();
    request
        .make(async |tx, by, New(body), noted| {
            if !matches!(
                body.status,
                Change::Keep | Change::Set(OneOf(CollaborationStatus::Draft))
            ) {
                noted.add("status", FaultKind::NotYours);
            }
            let match_id = body.match_id;
            let mut terms = body.changes();
            terms.currency = terms.currency.or(currency);
            usecases::create(tx, by, match_id, terms).await
        })
        .await
}
