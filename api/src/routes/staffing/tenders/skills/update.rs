//! PUT and PATCH /tenders/{id}/skills/{skill_id}

use crate::{
    body,
    entity::{Amending, Says},
    extract::value::OneOf,
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
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
    /// What is said of a skill that a tender asks for: fields given are set, null clears, absent ones stay.
    pub struct TenderSkillFields keeps [importance] says RequirementChanges {
        /// How much it matters.
        importance: OneOf<Importance> as inner = "required",
        /// How well one must have it, if that matters.
        min_level: OneOf<Level> as inner = "advanced",
        /// For what.
        details: Prose<500> = "Pour l'ingestion",
    }
}

/// Change a skill that a tender asks for
#[utoipa::path(
    method(put, patch), path = "/tenders/{id}/skills/{skill_id}", operation_id = "update_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender"), ("skill_id" = i64, Path, description = "The skill")),
    request_body = TenderSkillFields,
    responses((status = 200, description = "The skill", body = TenderSkill), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn update_tender_skill(request: Amending<(TenderId, SkillId), TenderSkillFields>) -> Result<Reply, Problem> {
    request
        .needs::<TenderRead>()?
        .act(
            async |tx, by, (id, skill), body| held::update::<Tenders>(tx, by, id, skill, body.changes()).await,
            |(changed, version)| Ok(Reply::ok(&changed)?.tagged(version)),
        )
        .await
}
