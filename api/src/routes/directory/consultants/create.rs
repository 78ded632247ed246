//! POST /consultants

use super::fields::NewConsultantFields;
use crate::{
    entity::{Making, Says},
    extract::skilled::{Skilled, entries},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::directory::consultants::{
    queries::Consultant,
    usecases::{self, NewConsultant},
};

/// Make a consultant
///
/// Its text is indexed at once, in an execution whose subject it is.
#[utoipa::path(
    post, path = "/consultants", operation_id = "create_consultant", tag = "consultants", request_body = NewConsultantFields,
    responses((status = 201, description = "The consultant", body = Consultant), Forbidden, Invalid)
)]
pub async fn create_consultant(request: Making<NewConsultantFields>) -> Result<Response, Problem> {
    let currency = request.app.currency.clone();
    request
        .make(async |tx, by, Skilled { entity, skills }, noted| {
            let company_id = entity.owner().optional();
            let mut profile = entity.changes();
            profile.currency = profile.currency.or(currency);
            let skills = entries(skills.into_iter().map(|skill| (skill.skill_id, skill.changes())), noted);
            let new = NewConsultant {
                company_id,
                profile,
                skills,
            };
            usecases::create(tx, by, new).await
        })
        .await
}
