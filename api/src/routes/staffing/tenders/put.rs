//! PUT /tenders/{id}

use super::{fields::TenderFields, patch::patch_tender};
use crate::{
    extract::{Auth, IfMatch, Json, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{kernel::TenderId, staffing::tenders::queries::Tender};

/// Change a tender
///
/// The same as PATCH: absent fields stay.
#[utoipa::path(
    put, path = "/tenders/{id}", operation_id = "put_tender", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderFields,
    responses((status = 200, description = "The tender", body = Tender), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_tender(
    app: State<App>,
    auth: Auth,
    id: Path<TenderId>,
    expected: IfMatch,
    origin: RequestOrigin,
    body: Json<TenderFields>,
) -> Result<Reply, Problem> {
    patch_tender(app, auth, id, expected, origin, body).await
}
