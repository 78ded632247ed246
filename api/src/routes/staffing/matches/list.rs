//! GET /matches

use super::spoken::{Wanted, list};
use crate::{
    extract::{
        Auth, Query, RequestContext,
        query::Paged,
        value::{OneOf, Share},
    },
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::cursor,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    kernel::{After, CompanyId, ConsultantId, Sort, TenderId},
    staffing::matches::{
        domain::MatchStatus,
        queries::{Filter, Match, SortKey},
    },
};

query! {
    /// What to list.
    pub struct MatchFilter {
        /// Of this consultant
        consultant_id: Option<ConsultantId>,
        /// For this tender
        tender_id: Option<TenderId>,
        /// Of which this company is a side
        company_id: Option<CompanyId>,
        /// In one of these states; `status_filter` is the same
        status ["status_filter"]: Vec<OneOf<MatchStatus>>,
        /// At least this score
        min_score: Option<Share>,
        /// By this; `-` for the largest first. The best first when absent
        sort: Option<Sort<SortKey>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List matches
///
/// A manager sees those of which its company is a side, a consultant its own, a client its tenders' from `proposed` on.
#[utoipa::path(
    get, path = "/matches", operation_id = "list_matches", tag = "matches", params(Paged<MatchFilter>),
    responses((status = 200, description = "Matches", body = [Match]), Forbidden, InvalidQuery)
)]
pub async fn list_matches(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<MatchFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let filter = Filter {
        consultant_id: f.consultant_id,
        tender_id: f.tender_id,
        company_id: f.company_id,
        status: f.status.into_iter().map(|s| s.0).collect(),
        min_score: f.min_score.map(|s| s.0),
        only_open_tenders: false,
    };
    let key = f.sort.map_or(SortKey::Score, |sort| sort.key);
    let wanted = Wanted {
        filter,
        sort: f.sort,
        after: cursor(f.after, key)?,
        page: query.page,
    };
    list(&app, auth, context.locale, &uri, wanted).await
}
