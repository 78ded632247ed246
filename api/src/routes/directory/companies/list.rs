//! GET /companies

use crate::{
    cached::cached,
    extract::{Auth, Query, query::Paged},
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
use shared::{
    cache::Space,
    directory::companies::queries::{self, Company, Filter},
    kernel::Line,
};

query! {
    /// What to list.
    pub struct CompanyFilter {
        /// Only IT-services companies (true), or only clients (false)
        is_esn: Option<bool>,
        /// Part of the name
        q: Option<Line<200>>,
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
    let CompanyFilter { is_esn, q } = query.filter;
    let filter = Filter {
        is_esn,
        q: q.map(|q| q.as_str().to_owned()),
    };
    let grant = auth.grant()?;
    let make = async {
        let (rows, total) = queries::list(app.db.pool(), grant, &filter, query.page).await?;
        listing(&rows, total, query.page, &uri)
    };
    cached(&app, Space::Companies, auth, grant.scope(), &uri, make).await
}
