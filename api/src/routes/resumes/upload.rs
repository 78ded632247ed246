//! POST /consultants/{id}/cv

use crate::{
    extract::{Auth, IdempotencyKey, Path, Query, RawHash, RequestOrigin, disposition::file_name, replay},
    openapi::refusals::{CvRefused, CvTooLarge, Forbidden, NotFound},
    problem::Problem,
    query,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{
        FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};
use shared::{
    jobs::Execution,
    kernel::{ConsultantId, FaultKind, Faults, Grant, permissions::ResumeWrite},
    resumes::usecases::{NewFile, Uploaded, upload_cv as upload},
};

query! {
    /// What to do with what is found.
    pub struct Upload {
        /// Fill the consultant's empty fields and add its skills; true when absent
        apply: Option<bool>,
    }
}

/// A form with one file.
#[derive(Debug, utoipa::ToSchema)]
#[allow(dead_code, reason = "for the documentation")]
pub struct CvForm {
    /// The CV: PDF, DOCX, ODT, RTF, HTML or plain text, at most 10 MiB.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Upload a CV
///
/// Stores the file, makes a resume and analyses it in an execution; then its text is indexed and its consultant matched.
#[utoipa::path(
    post, path = "/consultants/{id}/cv", operation_id = "upload_cv", tag = "resumes",
    params(("id" = i64, Path, description = "The consultant"), Upload),
    request_body(content = CvForm, content_type = "multipart/form-data"),
    responses((status = 202, description = "The analysis", body = Execution), Forbidden, NotFound, CvTooLarge, CvRefused)
)]
pub async fn upload_cv(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    Query(query): Query<Upload>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    request: Request,
) -> Result<Response, Problem> {
    let grant: Grant<ResumeWrite> = auth.grant()?;
    let file = read_form(request).await?;
    let apply = query.apply.unwrap_or(true);
    let hash = file_hash(&file, if apply { "apply" } else { "" });
    let key = key.bind(auth, hash);
    let uploaded = upload(&app.db, app.files.as_ref(), grant, id, file, apply, key, &origin).await?;
    match uploaded {
        Uploaded::New(execution) => Ok(Reply::accepted(&execution)?.into_response()),
        Uploaded::Replayed(answer) => Ok(replay(&answer)),
    }
}

/// What an Idempotency-Key compares of an upload: its options, and the file's name and content.
pub(super) fn file_hash(file: &NewFile, options: &str) -> RawHash {
    let mut hash = Sha256::new();
    for part in [options.as_bytes(), file.file_name.as_bytes()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.update(Sha256::digest(&file.content));
    RawHash(Some(hash.finalize().to_vec()))
}

pub(super) async fn read_form(request: Request) -> Result<NewFile, Problem> {
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Problem::UnsupportedMediaType("multipart/form-data"))?;
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(|e| refused(&e))? {
        match field.name() {
            Some("file") if file.is_none() => {}
            Some("file") => return Err(Problem::body("file", FaultKind::TooLong(1))),
            other => {
                let name = Faults::segment(other.unwrap_or_default());
                return Err(Problem::body(&name, FaultKind::Unknown));
            }
        }
        file = Some(read_file(field).await?);
    }
    file.ok_or(Problem::body("file", FaultKind::Required))
}

async fn read_file(field: Field<'_>) -> Result<NewFile, Problem> {
    let disposition = field.headers().get(header::CONTENT_DISPOSITION);
    let file_name = disposition.and_then(file_name).unwrap_or_default();
    let content = field.bytes().await.map_err(|e| refused(&e))?;
    Ok(NewFile { file_name, content })
}

fn refused(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::CvTooLarge
    } else {
        Problem::InvalidMultipart
    }
}
