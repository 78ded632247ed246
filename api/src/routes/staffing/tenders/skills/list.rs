//! GET /tenders/{id}/skills

use crate::{
    extract::{Auth, Path},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::TenderId,
    staffing::tenders::queries::{self, TenderSkill},
};

/// List what a tender asks for
#[utoipa::path(
    get, path = "/tenders/{id}/skills", operation_id = "list_tender_skills", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")),
    responses((status = 200, description = "Its skills, the most important first", body = [TenderSkill]), Forbidden, NotFound)
)]
pub async fn list_tender_skills(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    Reply::ok(&found.ok_or(Problem::NotFound("tender"))?.skills)
}
