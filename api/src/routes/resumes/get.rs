//! GET /resumes/{id}

use super::download::note_reads;
use crate::{
    extract::{Auth, Path, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::ResumeId,
    resumes::queries::{self, Resume},
};

/// Read a resume
///
/// With what its newest analysis read in it.
#[utoipa::path(
    get, path = "/resumes/{id}", operation_id = "get_resume", tag = "resumes", params(("id" = i64, Path, description = "The resume")),
    responses((status = 200, description = "The resume", body = Resume), Forbidden, NotFound)
)]
pub async fn get_resume(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    context: RequestContext,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let mut found = found.ok_or(Problem::NotFound("resume"))?;
    note_reads(&app, auth, std::slice::from_ref(&found), &origin).await?;
    found.speak(context.locale);
    Ok(Reply::ok(&found)?.tagged_by_content().spoken(context.locale))
}
