//! GET /tenders

use crate::{
    extract::{Auth, Query, query::Paged, value::OneOf},
    openapi::refusals::{Forbidden, InvalidQuery},
    problem::Problem,
    query,
    reply::{cursor, json_listing},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    kernel::{After, CompanyId, Line, Sort},
    staffing::tenders::{
        domain::TenderStatus,
        queries::{self, Filter, SortKey, Tender},
    },
};

query! {
    /// What to list.
    pub struct TenderFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// In one of these states; `status_filter` is the same
        status ["status_filter"]: Vec<OneOf<TenderStatus>>,
        /// Asks for all of these: ids, names or aliases
        skills: Vec<Line<100>>,
        /// Part of the location
        location: Option<Line<200>>,
        /// May be done from afar, or may not
        remote: Option<bool>,
        /// Words of title, description, client's name or skills, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<200>>,
        /// Those that are archived, instead of those that are not
        archived: Option<bool>,
        /// By this; `-` for the largest first
        sort: Option<Sort<SortKey>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List tenders
///
/// Those of the caller's company, and the open ones of its partners; a client sees its own.
#[utoipa::path(
    get, path = "/tenders", operation_id = "list_tenders", tag = "tenders", params(Paged<TenderFilter>),
    responses((status = 200, description = "Tenders", body = [Tender]), Forbidden, InvalidQuery)
)]
pub async fn list_tenders(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<TenderFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let text = |line: &str| line.to_owned();
    let filter = Filter {
        company_id: f.company_id,
        status: f.status.into_iter().map(|s| s.0).collect(),
        skills: f.skills.iter().map(|s| text(s.as_str())).collect(),
        location: f.location.map(|l| text(l.as_str())),
        remote: f.remote,
        q: f.q.map(|q| text(q.as_str())),
        archived: f.archived.unwrap_or_default(),
    };
    let key = f.sort.map_or(SortKey::Id, |sort| sort.key);
    let after = cursor(f.after, key)?;
    let grant = auth.grant()?;
    let page = query.page;
    let listed = app
        .db
        .read(async |conn| queries::list(conn, grant, &filter, f.sort, after.as_ref(), page).await)
        .await?;
    json_listing(listed, page, key, &uri)
}
