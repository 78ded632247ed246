//! GET /partnerships

use crate::{
    entity::Listing,
    extract::{query::Paged, value::OneOf},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
};
use axum::response::Response;
use shared::{
    directory::partnerships::{domain::PartnershipStatus, queries::Partnership},
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
pub async fn list_partnerships(request: Listing<PartnershipFilter>) -> Result<Response, Problem> {
    request
        .rows::<Partnership>(ById::Id, |filter| {
            let status = filter.status.into_iter().map(|status| status.0).collect();
            (status, filter.after)
        })
        .await
}
