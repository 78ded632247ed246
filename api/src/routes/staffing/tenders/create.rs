//! POST /tenders

use super::fields::NewTenderFields;
use crate::{
    entity::{Making, Says},
    extract::skilled::{Skilled, entries},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::staffing::tenders::{
    queries::Tender,
    usecases::{self, NewTender},
};

/// Make a tender
///
/// Its text is indexed at once, in an execution whose subject it is.
#[utoipa::path(
    post, path = "/tenders", operation_id = "create_tender", tag = "tenders", request_body = NewTenderFields,
    responses((status = 201, description = "The tender", body = Tender), Forbidden, Invalid)
)]
pub async fn create_tender(request: Making<NewTenderFields>) -> Result<Response, Problem> {
    let currency = request.app.currency.clone();
    request
        .make(async |tx, by, Skilled { entity, skills }, noted| {
            let company_id = entity.owner().optional();
            let mut terms = entity.changes();
            terms.currency = terms.currency.or(currency);
            let skills = entries(skills.into_iter().map(|skill| (skill.skill_id, skill.changes())), noted);
            let new = NewTender {
                company_id,
                terms,
                skills,
            };
            usecases::create(tx, by, new).await
        })
        .await
}
