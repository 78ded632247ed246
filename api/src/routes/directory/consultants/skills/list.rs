//! GET /consultants/{id}/skills

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::consultants::queries::{self, ConsultantSkill},
    kernel::ConsultantId,
};

/// List a consultant's skills
#[utoipa::path(
    get, path = "/consultants/{id}/skills", operation_id = "list_consultant_skills", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")),
    responses((status = 200, description = "Its skills, by name", body = [ConsultantSkill]), Forbidden, NotFound)
)]
pub async fn list_consultant_skills(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    Reply::ok(&found.ok_or(Problem::NotFound("consultant"))?.skills)
}
