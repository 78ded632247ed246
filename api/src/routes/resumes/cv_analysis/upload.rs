//! POST /cv_analysis/upload

use super::super::upload::{CvForm, read_form};
use crate::{
    extract::Auth,
    openapi::refusals::{CvRefused, CvTooLarge, Forbidden},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::{Request, State};
use shared::resumes::{
    queries::{self, Resume},
    requests::upload_resume,
};

/// Upload a CV for analysis
///
/// Stores the file; nothing is analysed until `analyze` is called. A consultant's own upload belongs to its profile, others to nobody yet.
#[utoipa::path(
    post, path = "/cv_analysis/upload", operation_id = "upload_cv_for_analysis", tag = "resumes",
    request_body(content = CvForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The resume", body = Resume), Forbidden, CvTooLarge, CvRefused)
)]
pub async fn upload_cv_for_analysis(State(app): State<App>, auth: Auth, request: Request) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let company_id = auth.actor().company_id.ok_or(Problem::Forbidden)?;
    let file = read_form(request).await?;
    let id = upload_resume(&app.db, app.files.as_ref(), grant, company_id, file).await?;
    let made = queries::one(app.db.pool(), auth.grant()?, id).await?;
    Reply::created(
        format!("/api/v1/resumes/{id}"),
        &made.ok_or(Problem::NotFound("resume"))?,
    )
}
