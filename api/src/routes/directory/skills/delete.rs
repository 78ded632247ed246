//! DELETE /skills/{id}

use crate::{
    entity::Removing,
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
};
use axum::http::StatusCode;
use shared::{directory::skills::aggregate::Skills, kernel::SkillId};

/// Remove a skill
///
/// One that consultants have or tenders ask for is kept: 409 with the counts.
#[utoipa::path(
    delete, path = "/skills/{id}", operation_id = "delete_skill", tag = "skills",
    params(("id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_skill(request: Removing<SkillId>) -> Result<StatusCode, Problem> {
    request.remove::<Skills>().await
}
