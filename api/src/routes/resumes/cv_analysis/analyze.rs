//! POST /cv_analysis/analyze

use crate::{
    body,
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, value::OneOf},
    openapi::refusals::{Forbidden, Invalid, NotFound},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    jobs::{Enqueue, Execution},
    kernel::{ConsultantId, FaultKind, ResumeId},
    resumes::{
        jobs::EngineName,
        requests::{Request, request_analysis},
    },
};
use std::ops::ControlFlow;

body! {
    /// What to analyse, and how.
    pub struct Analysis requires [resume_id] {
        /// The uploaded CV.
        resume_id: ResumeId = 42,
        /// Of whom it tells, where the resume belongs to nobody yet.
        consultant_id: ConsultantId = 7,
        /// Who reads it; `native` when absent. One that is not configured, or fails, is replaced by `native`, which says so in `warnings`.
        engine: OneOf<EngineName> = "native",
        /// Fill the consultant's empty fields and add its skills; false when absent. What a person wrote stays.
        apply: bool = true,
    }
}

/// Analyse a CV
///
/// In an execution. The same file by the same engine version is answered from what is stored; another version makes another analysis, and all
/// are kept.
#[utoipa::path(
    post, path = "/cv_analysis/analyze", operation_id = "analyze_cv", tag = "resumes", request_body = Analysis,
    responses((status = 202, description = "The execution", body = Execution), Forbidden, NotFound, Invalid)
)]
pub async fn analyze_cv(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<Analysis>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let Some(resume_id) = body.resume_id.optional() else {
        noted.done()?;
        return Err(Problem::body("resume_id", FaultKind::Required));
    };
    let request = Request {
        resume_id,
        consultant_id: body.consultant_id.optional(),
        engine: body.engine.optional().map(|e| e.0).unwrap_or_default(),
        apply: body.apply.optional().unwrap_or(false),
    };
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let options = Enqueue {
        idempotency_key: write.key(),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    let execution = noted.with(request_analysis(&mut write.tx, grant, request, options, &origin).await)?;
    write.finish(Reply::accepted(&execution)?).await
}
