//! GET /skills

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
    directory::skills::queries::{self, Filter, Skill},
    kernel::{After, ByName, Line},
};

query! {
    /// What to list.
    pub struct SkillFilter {
        /// Words of name or aliases, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<100>>,
        /// Exactly one of these categories
        category: Vec<Line<50>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
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
    let SkillFilter { q, category, after } = query.filter;
    let after = cursor(after, ByName::Name)?;
    let filter = Filter {
        q: q.map(|q| q.as_str().to_owned()),
        category: category.iter().map(|c| c.as_str().to_owned()).collect(),
    };
    let grant = auth.grant()?;
    let make = async {
        let listed = queries::list(app.db.pool(), grant, &filter, after.as_ref(), query.page).await?;
        growing_listing(&listed, query.page, ByName::Name, &uri)
    };
    cached(&app, Space::Skills, auth, (grant.scope(), None), &uri, make).await
}
