//! PUT and PATCH /matches/{id}

use crate::{
    body,
    extract::{Amendment, Auth, IfMatch, Path, RequestContext, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::{MatchId, Prose},
    staffing::matches::{
        queries::{self, Match},
        usecases,
    },
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
    amendment: Amendment<MatchFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let mut current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    if let Some(current) = &mut current {
        current.speak(context.locale)?;
    }
    let (body, noted) = amendment.against(current.as_ref())?;
    let mut tx = app.db.begin().await?;
    let acted = usecases::annotate(&mut tx, grant, id, body.notes, &expected, &origin).await;
    let mut changed = noted.with(acted)?;
    tx.commit().await?;
    changed.speak(context.locale)?;
    Ok(Reply::ok(&changed)?.composed(changed.version()).spoken(context.locale))
}
