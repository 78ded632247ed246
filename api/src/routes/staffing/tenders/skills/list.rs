//! GET /tenders/{id}/skills

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
    kernel::TenderId,
    staffing::tenders::queries::{self, TenderSkill},
};

/// List what a tender asks for
#[utoipa::path(
    get, path = "/tenders/{id}/skills", operation_id = "list_tender_skills", tag = "tenders",
    params(("id" = i64, Path, description = "The tender"), Paged<NoFilter>),
    responses((status = 200, description = "Its skills, the most important first", body = [TenderSkill]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_tender_skills(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("tender"))?;
    short_listing_of(found.version(), &found.skills.read()?, query.page, &uri)
}
