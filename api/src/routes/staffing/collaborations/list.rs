//! GET /collaborations

use crate::{
    entity::Listing,
    extract::{query::Paged, value::OneOf},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
};
use axum::response::Response;
use shared::{
    kernel::{After, ById, CompanyId, ConsultantId, MatchId, TenderId},
    staffing::collaborations::{
        domain::CollaborationStatus,
        queries::{Collaboration, Filter},
    },
};

query! {
    /// What to list.
    pub struct CollaborationFilter {
        /// Of which this company is a side
        company_id: Option<CompanyId>,
        /// Of this match
        match_id: Option<MatchId>,
        /// Of this consultant
        consultant_id: Option<ConsultantId>,
        /// For this tender
        tender_id: Option<TenderId>,
        /// In one of these states; `status_filter` is the same
        status ["status_filter"]: Vec<OneOf<CollaborationStatus>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List collaborations
///
/// Newest first. A manager sees those of which its company is a side, a consultant its own, a client its tenders'.
#[utoipa::path(
    get, path = "/collaborations", operation_id = "list_collaborations", tag = "collaborations", params(Paged<CollaborationFilter>),
    responses((status = 200, description = "Collaborations", body = [Collaboration]), Forbidden, InvalidQuery)
)]
pub async fn list_collaborations(request: Listing<CollaborationFilter>) -> Result<Response, Problem> {
    request
        .rows::<Collaboration>(ById::Id, |filter| {
            let status = filter.status.into_iter().map(|status| status.0).collect();
            let wanted = Filter {
                company_id: filter.company_id,
                match_id: filter.match_id,
                consultant_id: filter.consultant_id,
                tender_id: filter.tender_id,
                status,
            };
            (wanted, filter.after)
        })
        .await
}
