//! GET /resumes/{id}/analyses

use super::download::note_reads;
use crate::{
    extract::{
        Auth, Path, Query, RequestContext, RequestOrigin,
        query::{FromHere, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    reply::{cursor, growing_listing, say_language},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    kernel::{ById, ResumeId},
    resumes::queries::{self, ResumeAnalysis},
};

/// List a resume's analyses
///
/// The newest first; all are kept.
#[utoipa::path(
    get, path = "/resumes/{id}/analyses", operation_id = "list_resume_analyses", tag = "resumes",
    params(("id" = i64, Path, description = "The resume"), Paged<FromHere>),
    responses((status = 200, description = "Its analyses", body = [ResumeAnalysis]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_resume_analyses(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    context: RequestContext,
    RequestOrigin(origin): RequestOrigin,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<FromHere>>,
) -> Result<Response, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let found = found.ok_or(Problem::NotFound("resume"))?;
    note_reads(&app, auth, std::slice::from_ref(&found), &origin).await?;
    let after = cursor(query.filter.after, ById::Id)?;
    let mut listed = queries::analyses(app.db.pool(), auth.grant()?, id, after.as_ref(), query.page).await?;
    listed.rows.iter_mut().for_each(|row| row.speak(context.locale));
    let mut response = growing_listing(&listed, query.page, ById::Id, &uri)?;
    say_language(response.headers_mut(), context.locale);
    Ok(response)
}
