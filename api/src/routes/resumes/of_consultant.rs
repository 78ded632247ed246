//! GET /consultants/{id}/resumes

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
    directory::consultants,
    kernel::{ById, ConsultantId, Grant, permissions::ResumeRead},
    resumes::queries::{self, Resume},
};

/// List a consultant's resumes
///
/// The newest first.
#[utoipa::path(
    get, path = "/consultants/{id}/resumes", operation_id = "list_consultant_resumes", tag = "resumes",
    params(("id" = i64, Path, description = "The consultant"), Paged<FromHere>),
    responses((status = 200, description = "Its resumes", body = [Resume]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_consultant_resumes(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    context: RequestContext,
    RequestOrigin(origin): RequestOrigin,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<FromHere>>,
) -> Result<Response, Problem> {
    let grant: Grant<ResumeRead> = auth.grant()?;
    let consultant = consultants::queries::one(app.db.pool(), auth.grant()?, id).await?;
    consultant.ok_or(Problem::NotFound("consultant"))?;
    let after = cursor(query.filter.after, ById::Id)?;
    let mut listed = queries::of_consultant(app.db.pool(), grant, id, after.as_ref(), query.page).await?;
    note_reads(&app, auth, &listed.rows, &origin).await?;
    listed.rows.iter_mut().for_each(|row| row.speak(context.locale));
    let mut response = growing_listing(&listed, query.page, ById::Id, &uri)?;
    say_language(response.headers_mut(), context.locale);
    Ok(response)
}
