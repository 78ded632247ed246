//! PUT and PATCH /limits/{kind}

use crate::{
    body,
    extract::{Auth, Json, Path, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    jobs::limits::{self, Limit},
    kernel::{CompanyId, FaultKind, Line, Whole},
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
/// Workers heed it within two seconds. What runs goes on.
#[utoipa::path(
    method(put, patch), path = "/limits/{kind}", operation_id = "set_limit", tag = "operations",
    params(("kind" = String, Path, description = "The job kind")), request_body = LimitFields,
    responses((status = 200, description = "Every limit", body = [Limit]), Forbidden, Invalid)
)]
pub async fn set_limit(
    State(app): State<App>,
    auth: Auth,
    Path(kind): Path<String>,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<LimitFields>,
) -> Result<Reply, Problem> {
    let (grant, read) = (auth.grant()?, auth.grant()?);
    if !body.max_running.is_given() {
        return Err(Problem::body("max_running", FaultKind::Required));
    }
    let kind = Line::<100>::parse(&kind).map_err(|_| Problem::InvalidPath)?;
    let max = body.max_running.optional().map(|n| n.get());
    let mut tx = app.db.begin().await?;
    let set = limits::set(&mut tx, grant, kind.as_str(), body.company_id.optional(), max, &origin).await;
    set.map_err(|error| match error.constraint() {
        Some("execution_limits_company_id_fkey") => Problem::body("company_id", FaultKind::NoSuch),
        _ => error.into(),
    })?;
    tx.commit().await?;
    Reply::ok(&limits::list(app.db.pool(), read).await?)
}
