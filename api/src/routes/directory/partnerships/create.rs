//! POST /partnerships

use super::fields::NewPartnershipFields;
use crate::{
    entity::{Making, Says},
    extract::body::New,
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::{directory::partnerships::queries::Partnership, lifecycle::partnerships};

/// Make a partnership
///
/// The other company accepts or rejects it. Two companies have one living partnership at most.
#[utoipa::path(
    post, path = "/partnerships", operation_id = "create_partnership", tag = "partnerships", request_body = NewPartnershipFields,
    responses((status = 201, description = "The partnership", body = Partnership), Forbidden, Invalid, Exists)
)]
pub async fn create_partnership(request: Making<NewPartnershipFields>) -> Result<Response, Problem> {
    request
        .make(async |tx, by, New(body), _| {
            let (initiator, partner) = (body.initiator_company_id.optional(), body.partner_company_id);
            partnerships::propose(tx, by, initiator, partner, body.changes()).await
        })
        .await
}
