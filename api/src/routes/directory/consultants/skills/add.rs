//! POST /consultants/{id}/skills

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
    directory::{
        consultants::{aggregate::Consultants, domain::SkillEntryChanges, queries::ConsultantSkill},
        skills::{domain::Level, held},
    },
    kernel::{ConsultantId, Prose, SkillId, Years, permissions::ConsultantRead},
};

body! {
    /// A skill that a consultant has.
    pub struct ConsultantSkillBody requires [skill_id, proficiency_level] says SkillEntryChanges {
        /// Of the catalogue.
        skill_id: SkillId as apart = 42,
        /// How well.
        proficiency_level: OneOf<Level> as inner = "advanced",
        /// For how long.
        years_experience ["experience_years"]: Years = 4,
        /// Where and how.
        details: Prose<500> = "Migration de 30 services",
    }
}

/// Give a consultant a skill
#[utoipa::path(
    post, path = "/consultants/{id}/skills", operation_id = "add_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantSkillBody,
    responses((status = 201, description = "The skill", body = ConsultantSkill), Forbidden, NotFound, Invalid, Exists, Stale)
)]
pub async fn add_consultant_skill(request: Moving<ConsultantId, ConsultantSkillBody>) -> Result<Response, Problem> {
    request
        .needs::<ConsultantRead>()?
        .act(
            async |tx, by, id, body| {
                let skill = body.skill_id;
                held::add::<Consultants>(tx, by, id, skill, body.changes()).await
            },
            |added, skills| Reply::created(format!("{skills}/{}", added.skill_id), &added),
        )
        .await
}
