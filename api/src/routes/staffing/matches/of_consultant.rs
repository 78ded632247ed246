//! GET /consultants/{id}/matches

use super::spoken::{said, say};
use crate::{
    cached::cached,
    extract::{
        Auth, Path, Query, RequestContext,
        query::{FromHere, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    reply::{cursor, growing_listing},
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    cache::Space,
    directory::consultants,
    kernel::ConsultantId,
    staffing::matches::queries::{self, Filter, Match, SortKey},
};

/// List a consultant's matches
///
/// The best first.
#[utoipa::path(
    get, path = "/consultants/{id}/matches", operation_id = "list_consultant_matches", tag = "matches",
    params(("id" = i64, Path, description = "The consultant"), Paged<FromHere>),
    responses((status = 200, description = "Its matches", body = [Match]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_consultant_matches(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<ConsultantId>,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<FromHere>>,
) -> Result<Response, Problem> {
    let pool = app.db.pool();
    consultants::queries::one(pool, auth.grant()?, id)
        .await?
        .ok_or(Problem::NotFound("consultant"))?;
    let filter = Filter {
        consultant_id: Some(id),
        ..Filter::default()
    };
    let grant = auth.grant()?;
    let after = cursor(query.filter.after, SortKey::Score)?;
    let make = async {
        let mut listed = queries::list(pool, grant, &filter, None, after.as_ref(), query.page).await?;
        say(&mut listed, context.locale)?;
        let listed = growing_listing(&listed, query.page, SortKey::Score, &uri)?;
        Ok(said(listed, context.locale))
    };
    cached(
        &app,
        Space::Matches,
        auth,
        (grant.scope(), Some(context.locale)),
        &uri,
        make,
    )
    .await
}
