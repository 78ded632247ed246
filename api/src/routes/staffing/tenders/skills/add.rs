//! POST /tenders/{id}/skills

use crate::{
    body,
    entity::{Moving, Says},
    extract::value::OneOf,
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use axum::response::Response;
use shared::{
    directory::skills::{domain::Level, held},
    kernel::{Prose, SkillId, TenderId, permissions::TenderRead},
    staffing::tenders::{
        aggregate::Tenders,
        domain::{Importance, RequirementChanges},
        queries::TenderSkill,
    },
};

body! {
    /// A skill that a tender asks for.
    pub struct TenderSkillBody requires [skill_id, importance] says RequirementChanges {
        /// Of the catalogue.
        skill_id: SkillId as apart = 42,
        /// How much it matters.
        importance: OneOf<Importance> as inner = "required",
        /// How well one must have it, if that matters.
        min_level: OneOf<Level> as inner = "advanced",
        /// For what.
        details: Prose<500> = "Pour l'ingestion",
    }
}

/// Ask for a skill
#[utoipa::path(
    post, path = "/tenders/{id}/skills", operation_id = "add_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderSkillBody,
    responses((status = 201, description = "The skill", body = TenderSkill), Forbidden, NotFound, Invalid, Exists, Stale)
)]
pub async fn add_tender_skill(request: Moving<TenderId, TenderSkillBody>) -> Result<Response, Problem> {
    request
        .needs::<TenderRead>()?
        .act(
            async |tx, by, id, body| {
                let skill = body.skill_id;
                held::add::<Tenders>(tx, by, id, skill, body.changes()).await
            },
            |added, skills| Reply::created(format!("{skills}/{}", added.skill_id), &added),
        )
        .await
}
