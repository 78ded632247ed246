//! PUT /consultants/{id}

use super::{fields::ConsultantFields, patch::patch_consultant};
use crate::{
    extract::{Auth, IfMatch, Json, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{directory::consultants::queries::Consultant, kernel::ConsultantId};

/// Change a consultant
///
/// The same as PATCH: absent fields stay.
#[utoipa::path(
    put, path = "/consultants/{id}", operation_id = "put_consultant", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantFields,
    responses((status = 200, description = "The consultant", body = Consultant), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_consultant(
    app: State<App>,
    auth: Auth,
    id: Path<ConsultantId>,
    expected: IfMatch,
    origin: RequestOrigin,
    body: Json<ConsultantFields>,
) -> Result<Reply, Problem> {
    patch_consultant(app, auth, id, expected, origin, body).await
}
