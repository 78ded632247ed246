//! GET /cv_analysis/results/{resume_id}

use super::super::download::note_reads;
use crate::{
    extract::{Auth, Path, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use shared::{
    kernel::{Page, ResumeId},
    resumes::queries::{self, ResumeAnalysis},
};

/// Most analyses shown; `/resumes/{id}/analyses` pages through all.
const SHOWN: i64 = 50;

/// What the analyses of a CV found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Results {
    /// The upload.
    resume_id: ResumeId,
    /// Of the newest analysis; null while there is none.
    #[schema(value_type = Option<cv_engine::profile::ParsedData>)]
    parsed_data: Option<Value>,
    /// All of them, the newest first.
    analyses: Vec<ResumeAnalysis>,
}

/// Read what was found in a CV
#[utoipa::path(
    get, path = "/cv_analysis/results/{resume_id}", operation_id = "get_cv_results", tag = "resumes",
    params(("resume_id" = i64, Path, description = "The resume")),
    responses((status = 200, description = "Its analyses", body = Results), Forbidden, NotFound)
)]
pub async fn get_cv_results(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ResumeId>,
    context: RequestContext,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let mut resume = found.ok_or(Problem::NotFound("resume"))?;
    note_reads(&app, auth, std::slice::from_ref(&resume), &origin).await?;
    let page = Page {
        limit: SHOWN,
        offset: 0,
    };
    let mut analyses = queries::analyses(app.db.pool(), auth.grant()?, id, None, page)
        .await?
        .rows;
    resume.speak(context.locale);
    analyses.iter_mut().for_each(|analysis| analysis.speak(context.locale));
    let results = Results {
        resume_id: id,
        parsed_data: resume.parsed_data,
        analyses,
    };
    Ok(Reply::ok(&results)?.spoken(context.locale))
}
