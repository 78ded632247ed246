//! DELETE /tenders/{id}/skills/{skill_id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{
    kernel::{SkillId, TenderId},
    staffing::tenders::skills,
};

/// No longer ask for a skill
#[utoipa::path(
    delete, path = "/tenders/{id}/skills/{skill_id}", operation_id = "remove_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender"), ("skill_id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn remove_tender_skill(
    State(app): State<App>,
    auth: Auth,
    Path((id, skill)): Path<(TenderId, SkillId)>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let mut tx = app.db.begin().await?;
    skills::remove(&mut tx, write, read, id, skill, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
