//! DELETE /consultants/{id}/skills/{skill_id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{
    directory::consultants::skills,
    kernel::{ConsultantId, SkillId},
};

/// Take a skill from a consultant
#[utoipa::path(
    delete, path = "/consultants/{id}/skills/{skill_id}", operation_id = "remove_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant"), ("skill_id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn remove_consultant_skill(
    State(app): State<App>,
    auth: Auth,
    Path((id, skill)): Path<(ConsultantId, SkillId)>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let mut tx = app.db.begin().await?;
    skills::remove(&mut tx, write, read, id, skill, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
