//! POST /cv_analysis/upload

use super::super::upload::{CvForm, read_form};
use crate::{
    extract::{Auth, Query},
    openapi::refusals::{CvRefused, CvTooLarge, Forbidden, InvalidQuery},
    problem::{Part, Problem},
    query,
    reply::Reply,
    state::App,
};
use axum::extract::{Request, State};
use shared::{
    kernel::{CompanyId, FaultKind, Faults},
    resumes::{
        queries::{self, Resume},
        requests::upload_resume,
        usecases::UploadError,
    },
};

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
    responses((status = 201, description = "The resume", body = Resume), Forbidden, InvalidQuery, CvTooLarge, CvRefused)
)]
pub async fn upload_cv_for_analysis(
    State(app): State<App>,
    auth: Auth,
    Query(query): Query<UploadFor>,
    request: Request,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let fault = |kind| Problem::Invalid(Part::Query, Faults::one("company_id", kind));
    let company_id = match (auth.actor().company_id, query.company_id) {
        (None, None) => return Err(fault(FaultKind::Required)),
        (Some(own), Some(other)) if own != other => return Err(fault(FaultKind::NotYours)),
        (Some(own), _) => own,
        (None, Some(named)) => named,
    };
    let file = read_form(request).await?;
    let made = upload_resume(&app.db, app.files.as_ref(), grant, company_id, file).await;
    let id = made.map_err(|error| match &error {
        UploadError::Db(db) if db.constraint() == Some("resumes_company_id_fkey") => fault(FaultKind::NoSuch),
        _ => error.into(),
    })?;
    let made = queries::one(app.db.pool(), auth.grant()?, id).await?;
    Reply::created(
        format!("/api/v1/resumes/{id}"),
        &made.ok_or(Problem::NotFound("resume"))?,
    )
}
