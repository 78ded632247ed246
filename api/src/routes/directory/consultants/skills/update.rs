//! PUT and PATCH /consultants/{id}/skills/{skill_id}

use crate::{
    body,
    entity::{Amending, Says},
    extract::value::OneOf,
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    directory::{
        consultants::{aggregate::Consultants, domain::SkillEntryChanges, queries::ConsultantSkill},
        skills::{domain::Level, held},
    },
    kernel::{ConsultantId, Prose, SkillId, Years, permissions::ConsultantRead},
};

body! {
    /// What is said of a consultant's skill: fields given are set, null clears, absent ones stay.
    pub struct ConsultantSkillFields keeps [proficiency_level] says SkillEntryChanges {
        /// How well.
        proficiency_level: OneOf<Level> as inner = "expert",
        /// For how long.
        years_experience ["experience_years"]: Years = 5,
        /// Where and how.
        details: Prose<500> = "Migration de 30 services",
    }
}

/// Change a consultant's skill
#[utoipa::path(
    method(put, patch), path = "/consultants/{id}/skills/{skill_id}", operation_id = "update_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant"), ("skill_id" = i64, Path, description = "The skill")),
    request_body = ConsultantSkillFields,
    responses((status = 200, description = "The skill", body = ConsultantSkill), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn update_consultant_skill(
    request: Amending<(ConsultantId, SkillId), ConsultantSkillFields>,
) -> Result<Reply, Problem> {
    request
        .needs::<ConsultantRead>()?
        .act(
            async |tx, by, (id, skill), body| held::update::<Consultants>(tx, by, id, skill, body.changes()).await,
            |(changed, version)| Ok(Reply::ok(&changed)?.tagged(version)),
        )
        .await
}
