//! POST /cv_analysis/upload

use super::super::upload::{CvForm, file_hash, read_form};
use crate::{
    extract::{Auth, IdempotencyKey, Query, RequestOrigin},
    openapi::refusals::{CvRefused, CvTooLarge, Forbidden, InvalidQuery, NotFound},
    problem::{Part, Problem},
    query,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{Request, State},
    response::Response,
};
use shared::{
    kernel::{CompanyId, FaultKind, Faults},
    resumes::{
        queries::Resume,
        requests::{discard, keep_file, make_resume},
        usecases::UploadError,
    },
};
use std::ops::ControlFlow;

/// Constraints that a company breaks that is not there.
const COMPANY: [&str; 2] = ["loose_files_company_id_fkey", "resumes_company_id_fkey"];

query! {
    /// Whose CV it is.
    pub struct UploadFor {
        /// The company that will own it: an admin must say; anybody else may name its own
        company_id: Option<CompanyId>,
    }
}

/// Upload a CV for analysis
///
/// Stores the file; nothing is analysed until `analyze` is called. A consultant's own upload belongs to its profile, others to nobody yet.
#[utoipa::path(
    post, path = "/cv_analysis/upload", operation_id = "upload_cv_for_analysis", tag = "resumes",
    params(UploadFor), request_body(content = CvForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The resume", body = Resume), Forbidden, NotFound, InvalidQuery, CvTooLarge, CvRefused)
)]
pub async fn upload_cv_for_analysis(
    State(app): State<App>,
    auth: Auth,
    Query(query): Query<UploadFor>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    request: Request,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let fault = |kind| Problem::Invalid(Part::Query, Faults::one("company_id", kind));
    let company_id = match (auth.actor().company_id, query.company_id) {
        (None, None) => return Err(fault(FaultKind::Required)),
        (Some(own), Some(other)) if own != other => return Err(fault(FaultKind::NotYours)),
        (Some(own), _) => own,
        (None, Some(named)) => named,
    };
    let file = read_form(request).await?;
    let hash = file_hash(&file, &company_id.to_string());
    let files = app.files.as_ref();
    let refused = |error: UploadError| match &error {
        UploadError::Db(db) if db.constraint().is_some_and(|c| COMPANY.contains(&c)) => fault(FaultKind::NoSuch),
        _ => error.into(),
    };
    let kept = keep_file(&app.db, files, grant, company_id, file)
        .await
        .map_err(refused)?;
    let made = async {
        let mut write = match key.begin(&app.db, auth, hash).await? {
            ControlFlow::Continue(write) => write,
            ControlFlow::Break(replayed) => return Ok(ControlFlow::Break(replayed)),
        };
        let made = make_resume(&mut write.tx, grant, &kept, &origin)
            .await
            .map_err(refused)?;
        let location = format!("/api/v1/resumes/{}", made.id);
        write
            .finish(Reply::created(location, &made)?)
            .await
            .map(ControlFlow::Continue)
    };
    // Only a resume that was made needs its file.
    let outcome: Result<ControlFlow<Response, Response>, Problem> = made.await;
    if !matches!(outcome, Ok(ControlFlow::Continue(_))) {
        discard(&app.db, files, &kept).await;
    }
    match outcome? {
        ControlFlow::Continue(answer) | ControlFlow::Break(answer) => Ok(answer),
    }
}
