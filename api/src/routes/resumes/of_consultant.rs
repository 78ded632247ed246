//! GET /consultants/{id}/resumes

use super::download::note_reads;
use crate::{
    extract::{
        Auth, Path, Query, RequestOrigin,
        query::{NoFilter, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    reply::listing,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    directory::consultants,
    kernel::{ConsultantId, Grant, permissions::ResumeRead},
    resumes::queries::{self, Resume},
};

/// List a consultant's resumes
///
/// The newest first.
#[utoipa::path(
    get, path = "/consultants/{id}/resumes", operation_id = "list_consultant_resumes", tag = "resumes",
    params(("id" = i64, Path, description = "The consultant"), Paged<NoFilter>),
    responses((status = 200, description = "Its resumes", body = [Resume]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_consultant_resumes(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    RequestOrigin(origin): RequestOrigin,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<NoFilter>>,
) -> Result<Response, Problem> {
    let grant: Grant<ResumeRead> = auth.grant()?;
    let consultant = consultants::queries::one(app.db.pool(), auth.grant()?, id).await?;
    consultant.ok_or(Problem::NotFound("consultant"))?;
    let (rows, total) = queries::of_consultant(app.db.pool(), grant, id, query.page).await?;
    note_reads(&app, auth, &rows, &origin).await?;
    listing(&rows, total, query.page, &uri)
}
