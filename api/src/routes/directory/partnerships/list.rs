//! GET /partnerships

use crate::{
    extract::{Auth, Query, query::Paged, value::OneOf},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::listing,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::directory::partnerships::{
    domain::PartnershipStatus,
    queries::{self, Partnership},
};

query! {
    /// What to list.
    pub struct PartnershipFilter {
        /// In one of these states
        status: Vec<OneOf<PartnershipStatus>>,
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
    let (rows, total) = queries::list(app.db.pool(), auth.grant()?, &status, query.page).await?;
    listing(&rows, total, query.page, &uri)
}
