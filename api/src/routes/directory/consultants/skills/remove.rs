//! DELETE /consultants/{id}/skills/{skill_id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{
    directory::consultants::aggregate::Consultants,
    directory::skills::held,
    kernel::{ConsultantId, SkillId, permissions::ConsultantRead},
};

/// Take a skill from a consultant
#[utoipa::path(
    delete, path = "/consultants/{id}/skills/{skill_id}", operation_id = "remove_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant"), ("skill_id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn remove_consultant_skill(request: Removing<(ConsultantId, SkillId)>) -> Result<StatusCode, Problem> {
    request
        .needs::<ConsultantRead>()?
        .act(async |tx, by, (id, skill)| held::remove::<Consultants>(tx, by, id, skill).await)
        .await
}
