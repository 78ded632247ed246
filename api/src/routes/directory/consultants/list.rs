//! GET /consultants

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
use chrono::NaiveDate;
use shared::{
    directory::consultants::{
        domain::ConsultantStatus,
        queries::{self, Consultant, Filter, SortKey},
    },
    kernel::{After, CompanyId, Line, Sort, Years},
};

query! {
    /// What to list.
    pub struct ConsultantFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// In one of these states; `status_filter` is the same
        status ["status_filter", "availability_status"]: Vec<OneOf<ConsultantStatus>>,
        /// Has all of these: ids, names or aliases
        skills: Vec<Line<100>>,
        /// Experience of at least so many years
        min_years: Option<Years>,
        /// Free on this day or later
        available_from: Option<NaiveDate>,
        /// Free on this day or earlier
        available_to: Option<NaiveDate>,
        /// Part of the location
        location: Option<Line<200>>,
        /// Works from afar, or does not
        remote: Option<bool>,
        /// Words of name, title, bio or skills, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<200>>,
        /// Those that are archived, instead of those that are not
        archived: Option<bool>,
        /// By this; `-` for the largest first
        sort: Option<Sort<SortKey>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List consultants
///
/// Those of the caller's company and of its partners; a consultant sees itself, a client those proposed to its tenders.
#[utoipa::path(
    get, path = "/consultants", operation_id = "list_consultants", tag = "consultants", params(Paged<ConsultantFilter>),
    responses((status = 200, description = "Consultants", body = [Consultant]), Forbidden, InvalidQuery)
)]
pub async fn list_consultants(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<ConsultantFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let text = |line: &str| line.to_owned();
    let filter = Filter {
        company_id: f.company_id,
        status: f.status.into_iter().map(|s| s.0).collect(),
        skills: f.skills.iter().map(|s| text(s.as_str())).collect(),
        min_years: f.min_years.map(Years::get),
        available_from: f.available_from,
        available_to: f.available_to,
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
