//! GET /consultants/{id}/skills

use crate::{
    extract::{
        Auth, Path, Query,
        query::{NoFilter, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    reply::short_listing_of,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    aggregate::Shown,
    directory::consultants::queries::{self, ConsultantSkill},
    kernel::ConsultantId,
};

/// List a consultant's skills
#[utoipa::path(
    get, path = "/consultants/{id}/skills", operation_id = "list_consultant_skills", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant"), Paged<NoFilter>),
    responses((status = 200, description = "Its skills, by name", body = [ConsultantSkill]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_consultant_skills(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("consultant"))?;
    short_listing_of(found.version(), &found.skills.read()?, query.page, &uri)
}
