//! GET /skills/{id}

use crate::{
    cached::cached,
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::{IntoResponse, Response},
};
use shared::{
    cache::Space,
    directory::skills::queries::{self, Skill},
    kernel::SkillId,
};

/// Read a skill
#[utoipa::path(
    get, path = "/skills/{id}", operation_id = "get_skill", tag = "skills",
    params(("id" = i64, Path, description = "The skill")),
    responses((status = 200, description = "The skill", body = Skill), Forbidden, NotFound)
)]
pub async fn get_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<SkillId>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let make = async {
        let found = queries::one(app.db.pool(), grant, id).await?;
        let found = found.ok_or(Problem::NotFound("skill"))?;
        Ok(Reply::entity(&found)?.into_response())
    };
    cached(&app, Space::Skills, auth, (grant.scope(), None), &uri, make).await
}
