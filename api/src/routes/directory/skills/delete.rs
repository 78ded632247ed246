//! DELETE /skills/{id}

use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Forbidden, InUse, NotFound, Stale},
    problem::Problem,
    state::App,
};
use axum::{extract::State, http::StatusCode};
use shared::{directory::skills::usecases, kernel::SkillId};

/// Remove a skill
///
/// One that consultants have or tenders ask for is kept: 409 with the counts.
#[utoipa::path(
    delete, path = "/skills/{id}", operation_id = "delete_skill", tag = "skills",
    params(("id" = i64, Path, description = "The skill")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, InUse, Stale)
)]
pub async fn delete_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<SkillId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<StatusCode, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    usecases::delete(&mut tx, grant, id, &expected, &origin).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
