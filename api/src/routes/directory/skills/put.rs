//! PUT and PATCH /skills/{id}

use super::update_fields::SkillFields;
use crate::{
    entity::{Amending, Says},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    aggregate,
    directory::skills::{
        aggregate::Skills,
        queries::{self, Skill},
    },
    kernel::{SkillId, Written},
};

/// Change a skill
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/skills/{id}", operation_id = "put_skill", tag = "skills",
    params(("id" = i64, Path, description = "The skill")), request_body = SkillFields,
    responses((status = 200, description = "The skill", body = Skill), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_skill(request: Amending<SkillId, SkillFields>) -> Result<Reply, Problem> {
    request
        .amend(
            async |app, grant, id| queries::one(app.db.pool(), grant, id).await,
            async |tx, by, id, body, _| {
                let changes = body.changes();
                aggregate::change::<Skills, _>(tx, by, id, |was| was.fields.clone().change(changes)).await
            },
        )
        .await
}
