//! GET /tenders/{id}/matches

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
    kernel::TenderId,
    staffing::matches::queries::{Filter, Match, SortKey},
    staffing::tenders,
};

/// List a tender's matches
///
/// The best first.
#[utoipa::path(
    get, path = "/tenders/{id}/matches", operation_id = "list_tender_matches", tag = "matches",
    params(("id" = i64, Path, description = "The tender"), Paged<FromHere>),
    responses((status = 200, description = "Its matches", body = [Match]), Forbidden, NotFound, InvalidQuery)
)]
pub async fn list_tender_matches(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<TenderId>,
    OriginalUri(uri): OriginalUri,
    Query(query): Query<Paged<FromHere>>,
) -> Result<Response, Problem> {
    let pool = app.db.pool();
    tenders::queries::one(pool, auth.grant()?, id)
        .await?
        .ok_or(Problem::NotFound("tender"))?;
    let filter = Filter {
        tender_id: Some(id),
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
