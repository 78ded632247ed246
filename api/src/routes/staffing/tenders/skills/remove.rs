//! DELETE /tenders/{id}/skills/{skill_id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{
    directory::skills::held,
    kernel::{SkillId, TenderId, permissions::TenderRead},
    staffing::tenders::aggregate::Tenders,
};

/// No longer ask for a skill
#[utoipa::path(
    delete, path = "/tenders/{id}/skills/{skill_id}", operation_id = "remove_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender"), ("skill_id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn remove_tender_skill(request: Removing<(TenderId, SkillId)>) -> Result<StatusCode, Problem> {
    request
        .needs::<TenderRead>()?
        .act(async |tx, by, (id, skill)| held::remove::<Tenders>(tx, by, id, skill).await)
        .await
}
