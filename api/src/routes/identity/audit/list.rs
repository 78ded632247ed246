//! GET /audit

use crate::{
    extract::{Auth, Query, query::Paged},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::{cursor, growing_listing},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use shared::{
    audit::{self, AuditLine, Filter},
    kernel::{After, ById, CompanyId, Line, UserId},
};

query! {
    /// What to list.
    pub struct AuditFilter {
        /// By this user
        actor_id: Option<UserId>,
        /// Of this company's objects
        company_id: Option<CompanyId>,
        /// This verb: `create`, `update`, `delete`, `read`, `log_in`, ...
        action: Option<Line<50>>,
        /// Of such objects: `consultant`, `resume`, `match`, ...
        object_kind: Option<Line<50>>,
        /// Of this one
        object_id: Option<Line<50>>,
        /// At this instant or later
        from: Option<DateTime<Utc>>,
        /// Before this instant
        to: Option<DateTime<Utc>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// Read the audit log
///
/// Newest first: every write, every read of a CV, every log-in.
#[utoipa::path(
    get, path = "/audit", operation_id = "list_audit", tag = "audit", params(Paged<AuditFilter>),
    responses((status = 200, description = "Lines of the log", body = [AuditLine]), Forbidden, InvalidQuery)
)]
pub async fn list_audit(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<AuditFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let text = |line: Option<Line<50>>| line.map(|l| l.as_str().to_owned());
    let filter = Filter {
        actor_id: f.actor_id,
        company_id: f.company_id,
        action: text(f.action),
        object_kind: text(f.object_kind),
        object_id: text(f.object_id),
        from: f.from,
        to: f.to,
    };
    let after = cursor(f.after, ById::Id)?;
    let listed = audit::list(app.db.pool(), auth.grant()?, &filter, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ById::Id, &uri)
}
