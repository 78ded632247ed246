//! PUT and PATCH /limits/{kind}

use super::kinds;
use crate::{
    body,
    extract::{Amendment, Auth, IfTag, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use serde_json::json;
use shared::{
    aggregate,
    jobs::limits::{self, Limit},
    kernel::{CompanyId, FaultKind, Faults, Line, Whole},
};

body! {
    /// The limit to set.
    pub struct LimitFields {
        /// At once, over all workers; null removes the limit, 0 lets none start.
        max_running: Whole<0, 10_000> = 4,
        /// Only of this company's executions; of all when absent.
        company_id: CompanyId = 1,
    }
}

/// Set a limit
///
/// Workers heed it within two seconds. What runs goes on. A limit as `GET` shows it can be sent back, with its kind.
#[utoipa::path(
    method(put, patch), path = "/limits/{kind}", operation_id = "set_limit", tag = "operations",
    params(("kind" = String, Path, description = "The job kind")), request_body = LimitFields,
    responses((status = 200, description = "Every limit", body = [Limit]), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn set_limit(
    State(app): State<App>,
    auth: Auth,
    Path(kind): Path<String>,
    expected: IfTag,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<LimitFields>,
) -> Result<Reply, Problem> {
    let (grant, read) = (auth.grant()?, auth.grant()?);
    let kind = Line::<100>::parse(&kind).map_err(|_| Problem::InvalidPath)?;
    let (body, mut noted) = amendment.against(Some(&json!({ "kind": kind })))?;
    if !kinds::is_known(&app.db, kind.as_str()).await? {
        noted.done()?;
        return Err(Problem::NotFound("job_kind"));
    }
    let before = Reply::ok(&limits::list(app.db.pool(), read).await?)?.tagged_by_content();
    expected.check(before.etag.as_ref())?;
    if !body.max_running.is_given() {
        noted.add("max_running", FaultKind::Required);
    }
    let max = body.max_running.optional().map(|n| n.get());
    let company = body.company_id.optional();
    let mut tx = app.db.begin().await?;
    let mut faults = Faults::default();
    aggregate::check_company(&mut tx, "company_id", company, &mut faults).await?;
    noted.extend(faults);
    noted.done()?;
    limits::set(&mut tx, grant, kind.as_str(), company, max, &origin).await?;
    tx.commit().await?;
    Ok(Reply::ok(&limits::list(app.db.pool(), read).await?)?.tagged_by_content())
}
