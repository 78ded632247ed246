//! POST /companies/{id}/unarchive

use crate::{
    extract::{Auth, IdempotencyKey, IfMatch, Path, RawHash, RequestOrigin},
    openapi::refusals::{Forbidden, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    directory::companies::{queries::Company, usecases},
    kernel::CompanyId,
};
use std::ops::ControlFlow;

/// Take a company out of the archive
///
/// It is in lists, searches and matches again.
#[utoipa::path(
    post, path = "/companies/{id}/unarchive", operation_id = "unarchive_company", tag = "companies",
    params(("id" = i64, Path, description = "The company")),
    responses((status = 200, description = "The company", body = Company), Forbidden, NotFound, Stale)
)]
pub async fn unarchive_company(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<CompanyId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let mut write = match key.begin(&app.db, auth, RawHash(None)).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let changed = usecases::archive(&mut write.tx, grant, id, false, &expected, &origin).await?;
    write.finish(Reply::ok(&changed)?.tagged(changed.version())).await
}
