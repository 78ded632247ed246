//! GET /skills

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
    directory::skills::queries::{self, Filter, Skill},
    kernel::Line,
};

query! {
    /// What to list.
    pub struct SkillFilter {
        /// Part of a name or alias, whatever the case and accents
        q: Option<Line<100>>,
        /// Exactly this category
        category: Option<Line<50>>,
    }
}

/// List skills
///
/// The catalogue, by name.
#[utoipa::path(
    get, path = "/skills", operation_id = "list_skills", tag = "skills", params(Paged<SkillFilter>),
    responses((status = 200, description = "Skills", body = [Skill]), Forbidden, InvalidQuery)
)]
pub async fn list_skills(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<SkillFilter>>,
) -> Result<Response, Problem> {
    let SkillFilter { q, category } = query.filter;
    let filter = Filter {
        q: q.map(|q| q.as_str().to_owned()),
        category: category.map(|c| c.as_str().to_owned()),
    };
    let grant = auth.grant()?;
    let make = async {
        let (rows, total) = queries::list(app.db.pool(), grant, &filter, query.page).await?;
        listing(&rows, total, query.page, &uri)
    };
    cached(&app, Space::Skills, auth, grant.scope(), &uri, make).await
}
