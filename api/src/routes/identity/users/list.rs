//! GET /users

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
    identity::{
        queries::User,
        users::queries::{self, Filter},
    },
    kernel::{After, ById, CompanyId, Line, Role},
};

query! {
    /// What to list.
    pub struct UserFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// In one of these roles
        role: Vec<OneOf<Role>>,
        /// Able to log in, or not
        is_active: Option<bool>,
        /// Words of name or address, all of them: whatever the case and accents, small typos forgiven
        q: Option<Line<200>>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List users
///
/// Those of the caller's company; who has no right to more sees itself.
#[utoipa::path(
    get, path = "/users", operation_id = "list_users", tag = "users", params(Paged<UserFilter>),
    responses((status = 200, description = "Users", body = [User]), Forbidden, InvalidQuery)
)]
pub async fn list_users(
    State(app): State<App>,
    auth: Auth,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<UserFilter>>,
) -> Result<Response, Problem> {
    let f = query.filter;
    let filter = Filter {
        company_id: f.company_id,
        role: f.role.into_iter().map(|r| r.0).collect(),
        is_active: f.is_active,
        q: f.q.map(|q| q.as_str().to_owned()),
    };
    let after = cursor(f.after, ById::Id)?;
    let listed = queries::list(app.db.pool(), auth.grant()?, &filter, after.as_ref(), query.page).await?;
    growing_listing(&listed, query.page, ById::Id, &uri)
}
