//! GET /companies

use crate::{
    cached::cached,
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
use shared::{
    cache::Space,
    directory::companies::queries::{self, Company, Filter},
    kernel::{After, ByName, Line},
};

query! {
    /// What to list.
    pub struct CompanyFilter {
        /// Only IT-services companies (true), or only clients (false)
        is_esn: Option<bool>,
        /// Words of the name, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<200>>,
        /// Those that are archived, instead of those that are not
        archived: Option<bool>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List companies
///
/// By name. Of other companies than its own, a manager is shown name, website and kind, a consultant or client the name alone; `is_esn` finds
/// only what is shown.
#[utoipa::path(
    get, path = "/companies", operation_id = "list_companies", tag = "companies", params(Paged<CompanyFilter>),
    responses((status = 200, description = "Companies", body = [Company]), Forbidden, InvalidQuery)
)]
pub async fn list_companies(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<CompanyFilter>>,
) -> Result<Response, Problem> {
    let CompanyFilter {
        is_esn,
        q,
        archived,
        after,
    } = query.filter;
    let filter = Filter {
        is_esn,
        q: q.map(|q| q.as_str().to_owned()),
        archived: archived.unwrap_or_default(),
    };
    let after = cursor(after, ByName::Name)?;
    let grant = auth.grant()?;
    let make = async {
        let listed = queries::list(app.db.pool(), grant, &filter, after.as_ref(), query.page).await?;
        growing_listing(&listed, query.page, ByName::Name, &uri)
    };
    cached(&app, Space::Companies, auth, (grant.scope(), None), &uri, make).await
}
