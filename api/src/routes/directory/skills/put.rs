//! PUT and PATCH /skills/{id}

use super::update_fields::SkillFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::skills::{
        queries::{self, Skill},
        usecases,
    },
    kernel::SkillId,
};

/// Change a skill
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/skills/{id}", operation_id = "put_skill", tag = "skills",
    params(("id" = i64, Path, description = "The skill")), request_body = SkillFields,
    responses((status = 200, description = "The skill", body = Skill), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<SkillId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<SkillFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, noted) = amendment.against(current.as_ref())?;
    let changes = body.changes();
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
