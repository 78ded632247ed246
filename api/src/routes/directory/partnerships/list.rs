//! GET /partnerships

use crate::{
    extract::{Auth, Query, query::Paged, value::OneOf},
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
use shared::{
    directory::partnerships::{
        domain::PartnershipStatus,
        queries::{self, Partnership},
    },
    kernel::{After, ById},
};

query! {
    /// What to list.
    pub struct PartnershipFilter {
        /// In one of these states; `status_filter` is the same
        status ["status_filter"]: Vec<OneOf<PartnershipStatus>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List partnerships
///
/// Those of the caller's company, newest first.
#[utoipa::path(
    get, path = "/partnerships", operation_id = "list_partnerships", tag = "partnerships", params(Paged<PartnershipFilter>),
    responses((status = 200, description = "Partnerships", body = [Partnership]), Forbidden, InvalidQuery)
)]
pub async fn list_partnerships(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<PartnershipFilter>>,
) -> Result<Response, Problem> {
    let status: Vec<PartnershipStatus> = query.filter.status.into_iter().map(|s| s.0).collect();
    let after = cursor(query.filter.after, ById::Id)?;
    let listed = queries::list(app.db.pool(), auth.grant()?, &status, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ById::Id, &uri)
}
