//! GET /collaborations

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
    kernel::{After, ById, CompanyId, ConsultantId, MatchId, TenderId},
    staffing::collaborations::{
        domain::CollaborationStatus,
        queries::{self, Collaboration, Filter},
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
pub async fn list_collaborations(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<CollaborationFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let filter = Filter {
        company_id: f.company_id,
        match_id: f.match_id,
        consultant_id: f.consultant_id,
        tender_id: f.tender_id,
        status: f.status.into_iter().map(|s| s.0).collect(),
    };
    let after = cursor(f.after, ById::Id)?;
    let listed = queries::list(app.db.pool(), auth.grant()?, &filter, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ById::Id, &uri)
}
