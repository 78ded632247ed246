//! PUT and PATCH /matches/{id}

use crate::{
    body,
    extract::{Auth, IfMatch, Json, Path, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::{MatchId, Prose},
    staffing::matches::{queries::Match, usecases},
};

body! {
    /// What people write about a match; never its state or score.
    pub struct MatchFields {
        /// Null clears.
        notes: Prose<5000> = "À rappeler lundi",
    }
}

/// Annotate a match
///
/// Its state is moved by `/propose`, `/accept`, `/reject` and `/cancel` only.
#[utoipa::path(
    method(put, patch), path = "/matches/{id}", operation_id = "put_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")), request_body = MatchFields,
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_match(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    Path(id): Path<MatchId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<MatchFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let mut tx = app.db.begin().await?;
    let mut changed = usecases::annotate(&mut tx, grant, id, body.notes, expected, &origin).await?;
    tx.commit().await?;
    changed.speak(context.locale)?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()).spoken(context.locale))
}
