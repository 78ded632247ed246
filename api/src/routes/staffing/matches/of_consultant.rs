//! GET /consultants/{id}/matches

use super::spoken::{Wanted, list};
use crate::{
    extract::{
        Auth, Path, Query, RequestContext,
        query::{FromHere, Paged},
    },
    openapi::refusals::{Forbidden, InvalidQuery, NotFound},
    problem::Problem,
    reply::cursor,
    state::App,
};
use axum::{
    extract::{OriginalUri, State},
    response::Response,
};
use shared::{
    directory::consultants,
    kernel::ConsultantId,
    staffing::matches::queries::{Filter, Match, SortKey},
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
    let wanted = Wanted {
        filter,
        sort: None,
        after: cursor(query.filter.after, SortKey::Score)?,
        page: query.page,
    };
    list(&app, auth, context.locale, &uri, wanted).await
}
